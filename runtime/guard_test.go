package mcpruntime

import (
	"context"
	"strings"
	"testing"

	"github.com/mcpgen/mcpgen/runtime/check"
	"github.com/mcpgen/mcpgen/runtime/codec"
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
	m, problem := parseMessage([]byte(`{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"a"}}`))
	if problem != nil {
		t.Fatal(problem)
	}
	for _, kind := range []transport.Kind{transport.Unknown, transport.HTTP, transport.InProcess, 99} {
		x := &exchange{transport: kind, msg: m, started: s.clock()}
		if answer := s.authorize(context.Background(), x, "", true); answer != nil {
			t.Fatal(answer)
		}
		if answer := s.answer(x.with(context.Background()), x); !strings.Contains(string(answer.body), "not found") {
			t.Errorf("%s: %s", kind, answer.body)
		}
	}
}

func TestDeciding(t *testing.T) {
	g := newGuard([]check.Check{check.RestrictTag("admin", "admin")})
	c := &component{
		id:     check.Component{Name: "x", Tags: []string{"admin"}},
		policy: ChallengeUnless(check.Scopes("read", "write").ImpliedBy("read", "write")),
	}
	c.scopes = g.scopesFor(c)
	q := newQuery(benchPrincipal, check.Call, nil, true)
	if d := g.decide(context.Background(), q, c); d.outcome != outcomeAllow {
		t.Fatalf("%+v", d)
	}
	if n := testing.AllocsPerRun(100, func() { g.decide(context.Background(), q, c) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
	c.policy = HideUnless(check.Scopes("never"))
	c.scopes = g.scopesFor(c)
	if n := testing.AllocsPerRun(100, func() { g.decide(context.Background(), q, c) }); n != 0 {
		t.Errorf("%v allocations when it is hidden", n)
	}
}
