package main

import (
	"strings"

	"golang.org/x/tools/go/analysis/unitchecker"

	"github.com/mcpgen/mcpgen/generator/vet"
)

// serveVet takes over when the go command runs this program as `go vet -vettool=$(which mcpgen)`: it asks for the
// version, then for the flags, then names a configuration file per package.
func serveVet(args []string) {
	if len(args) == 0 {
		return
	}
	first, last := args[0], args[len(args)-1]
	if strings.HasPrefix(first, "-V=") || first == "-flags" || strings.HasSuffix(last, ".cfg") {
		unitchecker.Main(vet.Analyzer) // exits
	}
}
