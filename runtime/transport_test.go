package mcpruntime

import (
	"context"
	"strings"
	"testing"

	"github.com/mcpgen/mcpgen/runtime/check"
	"github.com/mcpgen/mcpgen/runtime/codec"
	"github.com/mcpgen/mcpgen/runtime/internal/wire"
	"github.com/mcpgen/mcpgen/runtime/transport"
)

func TestUnknownTransportIsEnforced(t *testing.T) {
	s, err := New(Config{Name: "n", Version: "1"})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := s.Register(Tool(ToolSpec{Name: "a", InputSchema: `{}`}, HideUnless(check.Authenticated()), codec.ReadNothing,
		func(context.Context, *struct{}) (struct{}, error) { return struct{}{}, nil }, NoResult())); err != nil {
		t.Fatal(err)
	}
	m, problem := wire.Parse([]byte(`{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"a"}}`))
	if problem != nil {
		t.Fatal(problem)
	}
	for _, kind := range []transport.Kind{transport.Unknown, transport.HTTP, transport.InProcess, 99} {
		x := &exchange{transport: kind, enforced: true, msg: m, started: s.clock()}
		if answer := s.authorize(context.Background(), x, ""); answer != nil {
			t.Fatal(answer)
		}
		if answer := s.answer(x.inContext(context.Background()), x); !strings.Contains(string(answer.Body), "not found") {
			t.Errorf("%s: %s", kind, answer.Body)
		}
	}
}
