package resolve

import (
	"go/types"
	"path/filepath"

	"github.com/mcpgen/mcpgen/annotations"
	"github.com/mcpgen/mcpgen/annotations/diag"
	"github.com/mcpgen/mcpgen/generator/internal/ir"
	"github.com/mcpgen/mcpgen/generator/internal/load"
)

// receiver checks that generated code outside of the type's author's control can register the method.
func (r *resolver) receiver(c *ir.Component, f *function) {
	if !f.method {
		if own := r.pkg.Types.Scope().Lookup("RegisterMCP"); own != nil {
			r.registerTaken(own, "the package")
		}
		return
	}
	if f.receiver == nil {
		return // a broken receiver, which is reported
	}
	c.Func.Receiver, c.Func.Pointer = f.receiver.Obj().Name(), f.pointer
	c.Func.Interface = types.IsInterface(f.receiver)
	r.ownRegister(f.receiver)
	if !f.receiver.Obj().Exported() && r.pkg.Name != "main" {
		r.report("MCP208", f.receiverAt, "export the type: main has to call its RegisterMCP",
			"mcp:%s on a method of the unexported type %s", c.Kind, c.Func.Receiver)
	}
}

// ownRegister reports a method or field RegisterMCP of the receiver's own: the generated method has to stand there. A
// promoted one does not collide. It looks at each type once, as one with many components has many methods.
func (r *resolver) ownRegister(t *types.Named) {
	if r.receivers[t] {
		return
	}
	r.receivers[t] = true
	var taken types.Object
	if types.IsInterface(t) {
		name := "Register" + t.Obj().Name() + "MCP"
		if own := r.pkg.Types.Scope().Lookup(name); own != nil {
			r.registerTaken(own, "the package")
		}
		return
	}
	for m := range t.Methods() {
		if m.Name() == "RegisterMCP" {
			taken = m
		}
	}
	if s, ok := t.Underlying().(*types.Struct); ok {
		for f := range s.Fields() {
			if f.Name() == "RegisterMCP" {
				taken = f
			}
		}
	}
	if taken != nil {
		r.registerTaken(taken, t.Obj().Name())
	}
}

// registerTaken reports a RegisterMCP of the user's own, once. The one in the generated file is none: mcpgen leaves that
// file out, but go vet has it.
func (r *resolver) registerTaken(taken types.Object, who string) {
	file := r.pkg.Fset.PositionFor(taken.Pos(), false).Filename
	if r.registered[taken] || filepath.Base(file) == load.GeneratedFile {
		return
	}
	r.registered[taken] = true
	at := annotations.Position(r.pkg.Fset, taken.Pos())
	end := at
	end.Offset, end.Column = at.Offset+len(taken.Name()), at.Column+len(taken.Name())
	span := diag.Span{File: file, Start: at, End: end}
	r.report("MCP505", span, "rename it", "%s declares %s itself, which mcpgen has to generate", who, taken.Name())
}
