package serve_test

import (
	"context"
	"errors"
	"fmt"
	"io"

	mcpruntime "github.com/mcpgen/mcpgen/runtime"
	"github.com/mcpgen/mcpgen/runtime/check"
	"github.com/mcpgen/mcpgen/runtime/serve"
)

// RegisterMCP and Reports stand for generated functions of two packages.
func RegisterMCP(*mcpruntime.Server) error { return nil }

// Reports has a generated method.
type Reports struct{}

// RegisterMCP stands for a generated method.
func (*Reports) RegisterMCP(*mcpruntime.Server) error { return nil }

// Components of several packages on one server, all behind the scope of the server layer.
func ExampleMain() {
	_ = func() { // func main
		serve.Main(serve.Info{
			Name: "tracker", Version: "1.0.0",
			Checks:     []check.Check{check.Scopes("tracker")},
			MaskErrors: true,
		}, RegisterMCP, new(Reports).RegisterMCP)
	}
}

// Run is for programs that bring their own signals, arguments or environment. A mistake in a setting is told before
// anything listens.
func ExampleRun() {
	err := serve.Run(context.Background(), serve.Info{Name: "tracker", Version: "1.0.0"}, nil,
		[]string{"MCPGEN_HTTP_ADDR=127.0.0.1:0", "MCPGEN_ISSUER=https://login.example.com", "MCPGEN_PROFLIE=rfc9068"},
		serve.Streams{Out: io.Discard, Err: io.Discard}, RegisterMCP)
	var wrong *serve.SettingError
	if errors.As(err, &wrong) {
		fmt.Println(wrong.Setting, wrong.Problem)
	}
	// Output: MCPGEN_PROFLIE there is no such setting
}
