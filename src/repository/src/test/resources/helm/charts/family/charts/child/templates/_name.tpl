named {{ .Chart.Name }}
