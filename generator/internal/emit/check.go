package emit

import (
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/mcpgen/mcpgen/generator/internal/ir"
)

// checks declares one variable for each distinct use of a custom check. A check that depends on the caller only runs
// once per request because all components share its variable. Methods wait for their receiver: see [emitter.methodChecks].
func (e *emitter) checks() {
	for _, c := range e.pkg.Components {
		for _, t := range c.Policy.Terms {
			eachCheck(t, func(t ir.Term) {
				e.checkImports(t)
				if t.Check.Receiver != "" || t.Check.Shape == ir.CheckArgs {
					return
				}
				if name := e.checkVariable(t); name != "" {
					e.file.Var().Id(name).Op("=").Add(e.checkValue(t, e.function(t.Check, ""))).Line()
				}
			})
		}
	}
}

// methodChecks declares the same for checks that are methods, inside RegisterMCP: each receiver has its own.
func (e *emitter) methodChecks(g group, receiver string) []jen.Code {
	var list []jen.Code
	for _, c := range g.components {
		for _, t := range c.Policy.Terms {
			eachCheck(t, func(t ir.Term) {
				if t.Check.Receiver == "" || t.Check.Shape == ir.CheckArgs {
					return
				}
				if name := e.checkVariable(t); name != "" {
					list = append(list, jen.Id(name).Op(":=").Add(e.checkValue(t, e.method(t.Check, receiver))))
				}
			})
		}
	}
	return list
}

// eachCheck visits the custom checks of a term.
func eachCheck(t ir.Term, visit func(ir.Term)) {
	for _, alternative := range t.Terms {
		eachCheck(alternative, visit)
	}
	if t.Op == ir.OpCheck {
		visit(t)
	}
}

// checkImports settles the names of the packages that a use of a check needs: a receiver or a parameter that hid one would
// turn t.Owns of package t into a method of the receiver.
func (e *emitter) checkImports(t ir.Term) {
	if t.Check.ImportPath != "" {
		e.importOnce(t.Check.ImportPath, t.Check.PackageName)
	}
	for _, arg := range t.Args {
		e.constant(arg)
	}
}

// checkVariable names the variable of a use; "" when it has one already.
func (e *emitter) checkVariable(t ir.Term) string {
	key := checkKey(t)
	if e.checkVars[key] != "" {
		return ""
	}
	name := e.names.global("check" + upperFirst(t.Check.Name) + identifier(argumentWords(t)))
	e.checkVars[key] = name
	return name
}

// checkValue makes a check of a function, by its shape.
func (e *emitter) checkValue(t ir.Term, f *jen.Statement) *jen.Statement {
	constructor := map[ir.CheckShape]string{
		ir.CheckBool: "Bool", ir.CheckError: "Named", ir.CheckCaller: "Caller", ir.CheckFactory: "Factory",
	}[t.Check.Shape]
	if t.Check.Shape == ir.CheckFactory {
		args := make([]jen.Code, len(t.Args))
		for i, arg := range t.Args {
			args[i] = e.constant(arg)
		}
		f = f.Call(args...)
	}
	return jen.Qual(checkPath, constructor).Call(jen.Lit(t.Text), f)
}

// function names a function of this package or another one, or a method of the receiver.
func (e *emitter) function(f *ir.CheckFunc, receiver string) *jen.Statement {
	switch {
	case f.Receiver != "":
		return jen.Id(receiver).Dot(f.Name)
	case f.ImportPath == "":
		return jen.Id(f.Name)
	}
	e.importOnce(f.ImportPath, f.PackageName)
	return jen.Qual(f.ImportPath, f.Name)
}

// method is a check of a receiver. The method value of a pointer is bound once; that of a value would keep a copy of what
// the receiver is while it registers, so it is called anew each time, as the component itself is.
func (e *emitter) method(f *ir.CheckFunc, receiver string) *jen.Statement {
	target := e.function(f, receiver)
	if f.Pointer || f.Shape == ir.CheckFactory {
		return target
	}
	ctx, r, p := e.names.local("ctx"), e.names.local("r"), e.names.local("p")
	request := jen.Id(r).Op("*").Qual(checkPath, "Request")
	switch f.Shape {
	case ir.CheckBool:
		return jen.Func().Params(request).Bool().Block(jen.Return(target.Call(jen.Id(r))))
	case ir.CheckError:
		return jen.Func().Params(jen.Id(ctx).Qual("context", "Context"), request).Error().
			Block(jen.Return(target.Call(jen.Id(ctx), jen.Id(r))))
	}
	e.importOnce(principalPath, "principal")
	return jen.Func().Params(jen.Id(ctx).Qual("context", "Context"), jen.Id(p).Op("*").Qual(principalPath, "Principal")).
		Params(jen.Bool(), jen.Error()).Block(jen.Return(target.Call(jen.Id(ctx), jen.Id(p))))
}

// constant names or writes a constant argument.
func (e *emitter) constant(arg ir.Arg) *jen.Statement {
	if arg.ImportPath == "" {
		return jen.Op(arg.Go)
	}
	e.importOnce(arg.ImportPath, arg.PackageName)
	return jen.Qual(arg.ImportPath, arg.Go)
}

// checkKey tells uses apart: the same function with the same constants is the same check.
func checkKey(t ir.Term) string {
	key := t.Check.ImportPath + "." + t.Check.Name + "("
	for _, arg := range t.Args {
		key += arg.ImportPath + "." + arg.Go + ","
	}
	return key
}

// argumentWords are what the arguments add to the name of a check's variable.
func argumentWords(t ir.Term) string {
	var words []string
	for _, arg := range t.Args {
		words = append(words, arg.PackageName, arg.Go)
	}
	return strings.Join(words, " ")
}

// argumentCheck is a check on the arguments of the call, as owns($id).
func (e *emitter) argumentCheck(c *ir.Component, t ir.Term, receiver string) *jen.Statement {
	f, constants := e.function(t.Check, receiver), make([]*jen.Statement, len(t.Args))
	for i, arg := range t.Args {
		constants[i] = e.constant(arg)
	}
	ctx, r, in := e.names.local("ctx"), e.names.local("r"), e.names.local("in")
	args := []jen.Code{jen.Id(ctx), jen.Id(r)}
	named := "_"
	for i, arg := range t.Args {
		if arg.Path == nil {
			args = append(args, constants[i])
		} else {
			args = append(args, selector(in, arg.Path))
			named = in
		}
	}
	return jen.Qual(checkPath, "Arg").Call(jen.Lit(t.Text), jen.Func().Params(
		jen.Id(ctx).Qual("context", "Context"),
		jen.Id(r).Op("*").Qual(checkPath, "Request"),
		jen.Id(named).Op("*").Add(e.inputType(c)),
	).Error().Block(jen.Return(f.Call(args...))))
}
