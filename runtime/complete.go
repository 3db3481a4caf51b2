package mcpruntime

import (
	"context"
	"runtime/debug"
	"strconv"

	"github.com/mcpgen/mcpgen/runtime/check"
	"github.com/mcpgen/mcpgen/runtime/internal/jsonscan"
)

// reference is what completion/complete asks about.
type reference struct {
	kind           string // "ref/prompt" or "ref/resource"
	name, uri      string
	argument, text string
}

// reference reads the params of completion/complete.
func (m *message) reference() (reference, *wireError) {
	var r reference
	for _, part := range []struct {
		raw  []byte
		into map[string]*string
	}{
		{m.ref, map[string]*string{"type": &r.kind, "name": &r.name, "uri": &r.uri}},
		{m.argument, map[string]*string{"name": &r.argument, "value": &r.text}},
	} {
		members, ok := jsonscan.MembersOf(part.raw)
		if !ok {
			return r, m.invalidParams("ref and argument must be objects")
		}
		var names nameSet
		for name, value, ok := members.Next(); ok; name, value, ok = members.Next() {
			if !names.add(name, []string{"type", "name", "uri", "value"}) {
				return r, invalidRequest("duplicate or ambiguous member in ref or argument")
			}
			if target := part.into[string(name)]; target != nil {
				if *target, ok = jsonscan.String(value); !ok {
					return r, m.invalidParams("ref and argument hold strings")
				}
			}
		}
	}
	if r.kind != "ref/prompt" && r.kind != "ref/resource" {
		return r, m.invalidParams("ref.type must be ref/prompt or ref/resource")
	}
	return r, nil
}

// maxCompletions is the protocol's bound on suggested values.
const maxCompletions = 100

// answerComplete handles completion/complete under the policy of the component it asks about.
func (s *Server) answerComplete(ctx context.Context, x *exchange, catalog *catalog) *reply {
	m := x.msg
	r, problem := m.reference()
	if problem != nil {
		return errorReply(m, problem)
	}
	c, g := catalog.prompts.byKey[r.name], governed{kind: check.Prompt, name: r.name}
	if r.kind == "ref/resource" {
		if c = catalog.templates.byKey[r.uri]; c == nil {
			c, _ = catalog.resource(r.uri)
		}
		g = governed{kind: check.Resource, name: r.uri, registered: c}
	}
	if _, answer := s.govern(ctx, x, g, c, nil); answer != nil {
		return answer
	}
	suggest := c.completions[r.argument]
	ctx, cancel := s.callContext(ctx, x)
	defer cancel()
	values, err := s.suggest(ctx, c, suggest, r.text)
	if err != nil {
		return s.failed(ctx, x, c, err)
	}
	return s.finish(ctx, x, c, func([]byte) ([]byte, error) {
		return appendCompletion(s.beginResult(nil, m), values), nil
	})
}

// suggest runs a completion; nil suggests nothing.
func (s *Server) suggest(ctx context.Context, c *component, complete Completion, text string) (values []string, err error) {
	defer func() {
		if v := recover(); v != nil {
			s.logger.ErrorContext(ctx, "completion panicked", "name", c.key(), "panic", v, "stack", string(debug.Stack()))
			values, err = nil, errInternal
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

func appendCompletion(dst []byte, values []string) []byte {
	total := len(values)
	values = values[:min(total, maxCompletions)]
	dst = append(dst, `"completion":{"values":[`...)
	for i, v := range values {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = appendText(dst, v)
	}
	dst = strconv.AppendInt(append(dst, `],"total":`...), int64(total), 10)
	dst = strconv.AppendBool(append(dst, `,"hasMore":`...), total > len(values))
	return append(dst, '}')
}
