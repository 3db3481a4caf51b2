package resolve

import (
	"go/types"

	"github.com/mcpgen/mcpgen/annotations"
	"github.com/mcpgen/mcpgen/annotations/diag"
)

// componentReceiver is the type of which the component with the terms is a method; nil for a function, and for package and
// restrict. known is false when it cannot be told, which is reported.
func (r *resolver) componentReceiver(s scope) (named *types.Named, known bool) {
	f := r.functionOf(s.found)
	if f == nil || !f.method {
		return nil, true
	}
	return f.receiver, f.receiver != nil
}

// ofReceiver reports a check that is a method where there is no receiver of its type: the generated RegisterMCP of a type
// has that one receiver and no other.
func (r *resolver) ofReceiver(check knownCheck, t annotations.Term, s scope) bool {
	name, of := check.fn.Name, check.fn.Receiver
	receiver, known := r.componentReceiver(s)
	refuse := func(hint, format string, args ...any) bool {
		r.reportRelated("MCP324", t.Name, check.at, "the check", hint, format, args...)
		return false
	}
	if !known {
		return false
	}
	f := r.functionOf(s.found)
	switch {
	case f == nil:
		return refuse("make "+name+" a function, or name it in the auth= of the methods of "+of,
			"mcp:%s cannot name check %s, which is a method of %s", s.found.Verb.Text, name, of)
	case receiver == nil:
		return refuse("make "+name+" a function, or "+f.name+" a method of "+of,
			"check %s is a method of %s, but %s is a function", name, of, f.name)
	case receiver.Obj().Name() == of:
		return true
	case r.promoted(receiver, name) != nil:
		return r.refusePromoted(t, receiver, check.at, of)
	}
	return refuse("make "+name+" a function, or write a check with another name that is a method of "+receiver.Obj().Name(),
		"check %s is a method of %s, but %s is one of %s", name, of, f.name, receiver.Obj().Name())
}

// promoted finds a method that a type has because it embeds another one.
func (r *resolver) promoted(receiver *types.Named, name string) *types.Func {
	obj, index, _ := types.LookupFieldOrMethod(receiver, true, r.pkg.Types, name)
	if fn, ok := obj.(*types.Func); ok && len(index) > 1 {
		return fn
	}
	return nil
}

// refusePromoted reports a method that the receiver only has by embedding: another embedded type, or a method of its own,
// would replace it without a word of the policy changing.
func (r *resolver) refusePromoted(t annotations.Term, receiver *types.Named, at diag.Span, of string) bool {
	outer := receiver.Obj().Name()
	r.reportRelated("MCP324", t.Name, at, "the method", "write a check with another name that is a method of "+outer+" and calls it",
		"%s is a method of %s, which %s embeds", t.Text, of, outer)
	return false
}

// unmarkedMethod reports a term that names a method or field of the component's receiver that is no check.
func (r *resolver) unmarkedMethod(t annotations.Term, s scope) bool {
	receiver, _ := r.componentReceiver(s)
	if receiver == nil {
		return false
	}
	obj, _, _ := types.LookupFieldOrMethod(receiver, true, r.pkg.Types, t.Text)
	if obj == nil {
		return false
	}
	if fn := r.promoted(receiver, t.Text); fn != nil {
		of := r.typeString(fn.Signature().Recv().Type())
		if named, _ := receiverOf(fn.Signature()); named != nil {
			of = r.typeString(named)
		}
		r.refusePromoted(t, receiver, r.objectSpan(obj), of)
		return true
	}
	hint := "put //mcp:check directly above the method"
	if _, isMethod := obj.(*types.Func); !isMethod {
		hint = "a check is a function or a method"
	}
	r.reportRelated("MCP303", t.Name, r.objectSpan(obj), "declared here", hint, "%s is not marked as a check", t.Text)
	return true
}
