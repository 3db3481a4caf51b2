package mcpruntime

import "github.com/mcpgen/mcpgen/runtime/internal/jsonscan"

// reference is what completion/complete asks about.
type reference struct {
	kind           string // "ref/prompt" or "ref/resource"
	name, uri      string
	argument, text string
	others         []byte // the other arguments, as members of a JSON object without its braces
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
	return r, r.readContext(m)
}

// readContext reads context.arguments: the values that the user has already chosen.
func (r *reference) readContext(m *message) *wireError {
	if m.context == nil {
		return nil
	}
	members, ok := jsonscan.MembersOf(m.context)
	if !ok {
		return m.invalidParams("context must be an object")
	}
	var names nameSet
	for name, value, ok := members.Next(); ok; name, value, ok = members.Next() {
		if !names.add(name, []string{"arguments"}) {
			return invalidRequest("duplicate or ambiguous member in context")
		}
		if string(name) != "arguments" {
			continue
		}
		if problem := r.readOthers(m, value); problem != nil {
			return problem
		}
	}
	return nil
}

func (r *reference) readOthers(m *message, raw []byte) *wireError {
	members, ok := jsonscan.MembersOf(raw)
	if !ok {
		return m.invalidParams("context.arguments must be an object")
	}
	seen := map[string]bool{}
	for name, value, ok := members.Next(); ok; name, value, ok = members.Next() {
		text, isText := jsonscan.String(value)
		switch {
		case !isText:
			return m.invalidParams("context.arguments holds strings")
		case seen[string(name)]:
			return invalidRequest("duplicate member in context.arguments")
		}
		if seen[string(name)] = true; string(name) != r.argument {
			r.others = append(appendText(append(appendText(r.others, string(name)), ':'), text), ',')
		}
	}
	return nil
}

// with is the arguments as a JSON object, the completed one with the value.
func (r *reference) with(value string) []byte {
	object := append([]byte{'{'}, r.others...)
	return append(appendText(append(appendText(object, r.argument), ':'), value), '}')
}
