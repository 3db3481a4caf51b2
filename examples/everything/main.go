// Everything serves one of each that a server can serve: it is what the official conformance suite is run against. All of
// it is annotated in package fixtures, with a policy on each component.
package main

//go:generate go tool mcpgen ./fixtures

import (
	"github.com/mcpgen/mcpgen/examples/everything/fixtures"
	"github.com/mcpgen/mcpgen/runtime/serve"
)

func main() {
	serve.Main(serve.Info{Name: "everything", Version: "1.0.0"}, new(fixtures.Service).Register)
}
