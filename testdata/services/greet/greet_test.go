package greet

import (
	"testing"

	mcpruntime "github.com/mcpgen/mcpgen/runtime"
	"github.com/mcpgen/mcpgen/runtime/devissuer"
	"github.com/mcpgen/mcpgen/runtime/runtimetest"
)

func TestCalls(t *testing.T) {
	site := runtimetest.Start(t, runtimetest.Options{}, func(s *mcpruntime.Server) error {
		return RegisterGreetServiceHandlerMCP(s, &Server{})
	})
	c := site.Client(site.Token(devissuer.Claims{Subject: "ann", Scopes: []string{"greet"}}))
	for _, call := range []struct {
		tool string
		args map[string]any
		want string
	}{
		{"greet", map[string]any{"name": "Ann", "title": "Dr"}, `{"greeting":"Hello, Dr Ann!"}`},
		{"greet", map[string]any{}, `invalid_argument: name is empty`},
		{"count", map[string]any{"to": 3}, `{"numbers":[1,2,3]}`},
	} {
		if got := c.Call(t.Context(), call.tool, call.args); got.Text != call.want {
			t.Errorf("%s %v: %+v, want %s", call.tool, call.args, got, call.want)
		}
	}
	if got := site.Client("").Call(t.Context(), "count", nil); got.Outcome == "allow" {
		t.Errorf("a caller without a token: %+v", got)
	}
}
