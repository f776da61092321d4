# Breaks `///` lines that are too long, in place, and lets what is left over flow into the next line. The formatter breaks
# them too, but it counts the indentation of all lines but the first twice and then writes text that does not compile.
use strict;
use warnings;
use open qw(:std :encoding(UTF-8));

my $columns = 120;
my $rest    = "";    # what was cut off the line before
my $begin   = "";    # how a line of its own would begin
my $fenced  = 0;

sub give { print "$begin $rest\n" if length $rest; $rest = "" }

while (<>) {
    if (!m{^(\s*)///(.*)$}) {
        give();
        $fenced = 0;
        print;
        next;
    }
    my ($indent, $text) = ($1, $2);
    $fenced = !$fenced if $text =~ /^\s*```/;
    my $is_prose = !$fenced && $text =~ /^\s+[^\s@|#>*+`-]/ && $text !~ /^\s+\d+\. /;
    if (length $rest && $is_prose) { $text =~ s/^(\s+)/$1$rest /; $rest = "" }
    give();
    my $deeper = $text =~ /^\s*@/ ? 4 : $text =~ /^\s*[-*+] / ? 2 : 0;
    $begin = "$indent///" . " " x ($deeper + ($text =~ /^\s(\s*)/ ? length $1 : 0));
    my $line     = "$indent///$text";
    my $limit    = $columns - length $indent;
    my $is_split = 0;
    while (!$fenced && $text !~ /^\s*\|/ && length $line > $limit) {
        my $cut = rindex $line, " ", $limit;
        last if $cut <= 1 + length $begin;
        print substr($line, 0, $cut), "\n";
        $line     = "$begin " . substr $line, $cut + 1;
        $is_split = 1;
    }
    if   ($is_split) { $rest = substr $line, 1 + length $begin }
    else             { print "$line\n" }
}
