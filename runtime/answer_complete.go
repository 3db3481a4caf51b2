package mcpruntime

import (
	"context"
	"errors"
	"runtime/debug"

	"github.com/mcpgen/mcpgen/runtime/check"
	"github.com/mcpgen/mcpgen/runtime/internal/guard"
	"github.com/mcpgen/mcpgen/runtime/internal/wire"
)

// maxCompletions is the protocol's bound on suggested values.
const maxCompletions = 100

// answerComplete handles completion/complete under the policy of the component it asks about.
func (s *Server) answerComplete(ctx context.Context, x *exchange, catalog *catalog) *wire.Reply {
	m := x.msg
	r, problem := m.Reference()
	if problem != nil {
		return wire.ErrorReply(m, problem)
	}
	c, g := catalog.prompts.byKey[r.Name], asked{kind: check.Prompt, name: r.Name}
	if r.Kind == "ref/resource" {
		if c = catalog.templates.byKey[r.URI]; c == nil {
			c, _ = catalog.serving(r.URI)
		}
		g = asked{kind: check.Resource, name: r.URI, registered: c}
	}
	if _, answer := s.govern(ctx, x, g, c, nil); answer != nil {
		return answer
	}
	ctx, cancel := s.callContext(ctx, x)
	defer cancel()
	held := x.enforced && c.HasArgumentChecks()
	values, err := s.suggest(ctx, c, c.completions[r.Argument], r.Text)
	var own *functionError
	if held && errors.As(err, &own) {
		err = own.err // an internal one: its text may tell what the checks keep from this caller
	}
	if err != nil {
		return s.failed(ctx, x, c, err)
	}
	if held {
		values = s.usable(ctx, x, c, r, values)
	}
	return s.completionReply(m, values)
}

// suggest runs a completion; nil suggests nothing.
func (s *Server) suggest(ctx context.Context, c *component, complete Completion, text string) (values []string, err error) {
	defer func() {
		if v := recover(); v != nil {
			s.logger.ErrorContext(ctx, "completion panicked", "name", c.key(), "panic", v, "stack", string(debug.Stack()))
			values, err = nil, wire.ErrInternal
		}
	}()
	if complete == nil {
		return nil, nil
	}
	if values, err = complete(ctx, text); err != nil {
		return nil, &functionError{err}
	}
	return values, nil
}

// How many values are held against checks on arguments, and how many bytes are read for it: the client's other arguments are
// read again with each.
const (
	maxChecked      = 1000
	maxCheckedBytes = 16 << 20
)

// usable keeps the values with which the caller could use c, together with the other arguments that the client sent. Where
// those do not suffice nothing can be decided, and nothing is suggested: a completion must not tell of what the checks on
// arguments keep from this caller.
func (s *Server) usable(ctx context.Context, x *exchange, c *component, r wire.Reference, values []string) []string {
	ctx, cancel := s.checked(ctx)
	defer cancel()
	q := s.query(x, check.Call)
	var kept []string
	read := 0
	for _, value := range values[:min(len(values), maxChecked)] {
		args := r.Arguments(value)
		if read += len(args); ctx.Err() != nil || read > maxCheckedBytes {
			break
		}
		in, problems := c.decode(args)
		if len(problems) == 0 && s.guard.DecideArguments(ctx, q, &c.Target, in).Outcome == guard.Allow {
			kept = append(kept, value)
		}
	}
	return kept
}

// completionReply answers with suggestions, as many as the protocol lets pass.
func (s *Server) completionReply(m *wire.Message, values []string) *wire.Reply {
	shown := values[:min(len(values), maxCompletions)]
	r := s.identity.Begin(m, 64)
	r.Member("completion")
	r.Raw(`{"values":`)
	r.Texts(shown)
	r.Raw(`,"total":`)
	r.Int(len(values))
	r.Raw(`,"hasMore":`)
	r.Bool(len(values) > len(shown))
	r.Raw(`}`)
	return r.End()
}
