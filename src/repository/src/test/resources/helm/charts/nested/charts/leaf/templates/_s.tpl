{{ define "shared" }}leaf of root{{ end }}
