// Command server serves the tool of Caracal's guide. Try it without a Caracal deployment:
//
//	go run ./examples/caracal/server -dev
package main

import (
	"github.com/mcpgen/mcpgen/examples/caracal"
	"github.com/mcpgen/mcpgen/runtime/serve"
)

func main() {
	serve.Main(serve.Info{Name: "caracal", Version: "1.0.0"}, (&caracal.Tools{}).RegisterMCP)
}
