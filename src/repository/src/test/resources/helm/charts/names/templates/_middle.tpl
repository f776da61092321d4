{{- define "names.who" }}middle{{ end }}
