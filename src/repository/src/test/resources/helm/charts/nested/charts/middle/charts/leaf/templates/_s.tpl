{{ define "shared" }}leaf of middle{{ end }}
