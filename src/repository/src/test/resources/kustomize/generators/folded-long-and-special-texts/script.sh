#!/usr/bin/env bash
set -e
echo "this is a very long line that goes on and on and on and on beyond every limit that a printer of yaml might have for folding lines: $HOME"
  indented
