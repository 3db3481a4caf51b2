package mcpruntime

import (
	"context"
	"strings"
	"testing"

	"github.com/mark3labs/mcp-go/mcp"

	"github.com/mcpgen/mcpgen/runtime/check"
	"github.com/mcpgen/mcpgen/runtime/codec"
	"github.com/mcpgen/mcpgen/runtime/transport"
)

func TestHandlersRefuseWithoutTheirDecision(t *testing.T) {
	s, err := New(Config{Name: "n", Version: "1"})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	ran := 0
	nothing := func(name string) Component {
		return Tool(ToolSpec{Name: name, InputSchema: `{}`}, HideUnless(check.Unrestricted()), codec.ReadNothing,
			func(context.Context, *struct{}) (struct{}, error) { ran++; return struct{}{}, nil }, NoResult())
	}
	if err := s.Register(nothing("a"), nothing("b")); err != nil {
		t.Fatal(err)
	}
	a, b := s.catalog.Load().tools.byKey["a"], s.catalog.Load().tools.byKey["b"]
	args := []byte(`{}`)
	for name, row := range map[string]struct {
		decision *sealed
		args     []byte
		want     int
	}{
		"none":                    {nil, args, 0},
		"of another component":    {seal(b, args, &struct{}{}), args, 0},
		"of other arguments":      {seal(a, []byte(`{"x":1}`), &struct{}{}), args, 0},
		"its own":                 {seal(a, args, &struct{}{}), args, 1},
		"its own, a second time":  {used(seal(a, args, &struct{}{})), args, 0},
		"without arguments, both": {seal(a, nil, &struct{}{}), nil, 1},
	} {
		t.Run(name, func(t *testing.T) {
			ran = 0
			x := &exchange{transport: transport.HTTP, enforced: true, sealed: row.decision}
			req := mcp.CallToolRequest{}
			req.Params.RawArguments = row.args
			_, err := s.toolHandler(a)(x.with(context.Background()), req)
			if ran != row.want || (err == nil) != (row.want == 1) {
				t.Errorf("ran %d times, error %v", ran, err)
			}
		})
	}
}

func used(d *sealed) *sealed { d.used.Store(true); return d }

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
	q := newQuery(benchPrincipal, check.Call, nil, true)
	if d := g.decide(context.Background(), q, c); d.outcome != outcomeAllow {
		t.Fatalf("%+v", d)
	}
	if n := testing.AllocsPerRun(100, func() { g.decide(context.Background(), q, c) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
	c.policy = HideUnless(check.Scopes("never"))
	if n := testing.AllocsPerRun(100, func() { g.decide(context.Background(), q, c) }); n != 0 {
		t.Errorf("%v allocations when it is hidden", n)
	}
}
