// Command quickstart serves the note keeper. Run it with -dev to try it without any identity provider.
package main

import (
	"time"

	"github.com/mcpgen/mcpgen/examples/quickstart/notes"
	"github.com/mcpgen/mcpgen/runtime/serve"
)

func main() {
	service := &notes.Service{Store: &notes.Store{}, Now: time.Now}
	serve.Main(serve.Info{Name: "quickstart", Version: "1.0.0"}, service.RegisterMCP)
}
