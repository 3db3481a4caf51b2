package wire

import "github.com/mcpgen/mcpgen/runtime/internal/jsonscan"

// Reference is what completion/complete asks about.
type Reference struct {
	Kind           string // "ref/prompt" or "ref/resource"
	Name, URI      string
	Argument, Text string
	others         []byte // the other arguments, as members of a JSON object without its braces
}

// Reference reads the params of completion/complete.
func (m *Message) Reference() (Reference, *Error) {
	var r Reference
	for _, part := range []struct {
		raw  []byte
		into map[string]*string
	}{
		{m.ref, map[string]*string{"type": &r.Kind, "name": &r.Name, "uri": &r.URI}},
		{m.argument, map[string]*string{"name": &r.Argument, "value": &r.Text}},
	} {
		members, ok := jsonscan.MembersOf(part.raw)
		if !ok {
			return r, m.InvalidParams("ref and argument must be objects")
		}
		var names nameSet
		for name, value, ok := members.Next(); ok; name, value, ok = members.Next() {
			if !names.add(name, []string{"type", "name", "uri", "value"}) {
				return r, InvalidRequest("duplicate or ambiguous member in ref or argument")
			}
			if target := part.into[string(name)]; target != nil {
				if *target, ok = jsonscan.String(value); !ok {
					return r, m.InvalidParams("ref and argument hold strings")
				}
			}
		}
	}
	if r.Kind != "ref/prompt" && r.Kind != "ref/resource" {
		return r, m.InvalidParams("ref.type must be ref/prompt or ref/resource")
	}
	return r, r.readContext(m)
}

// readContext reads context.arguments: the values that the user has already chosen.
func (r *Reference) readContext(m *Message) *Error {
	if m.context == nil {
		return nil
	}
	members, ok := jsonscan.MembersOf(m.context)
	if !ok {
		return m.InvalidParams("context must be an object")
	}
	var names nameSet
	for name, value, ok := members.Next(); ok; name, value, ok = members.Next() {
		if !names.add(name, []string{"arguments"}) {
			return InvalidRequest("duplicate or ambiguous member in context")
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

func (r *Reference) readOthers(m *Message, raw []byte) *Error {
	members, ok := jsonscan.MembersOf(raw)
	if !ok {
		return m.InvalidParams("context.arguments must be an object")
	}
	seen := map[string]bool{}
	for name, value, ok := members.Next(); ok; name, value, ok = members.Next() {
		text, isText := jsonscan.String(value)
		switch {
		case !isText:
			return m.InvalidParams("context.arguments holds strings")
		case seen[string(name)]:
			return InvalidRequest("duplicate member in context.arguments")
		}
		seen[string(name)] = true
		if string(name) != r.Argument {
			r.others = append(AppendText(append(AppendText(r.others, string(name)), ':'), text), ',')
		}
	}
	return nil
}

// Arguments is the arguments as a JSON object, the completed one with the value.
func (r *Reference) Arguments(value string) []byte {
	object := append([]byte{'{'}, r.others...)
	return append(AppendText(append(AppendText(object, r.Argument), ':'), value), '}')
}
