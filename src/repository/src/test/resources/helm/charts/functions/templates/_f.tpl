{{- define "functions.name" }}{{ .Chart.Name | upper }}{{ end }}
