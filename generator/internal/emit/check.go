package emit

import (
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/mcpgen/mcpgen/generator/internal/ir"
)

// checks declares one variable for each distinct use of a custom check. A check that depends on the caller only runs
// once per request because all components share its variable.
func (e *emitter) checks() {
	for _, c := range e.pkg.Components {
		for _, t := range c.Policy.Terms {
			e.checkVariables(t)
		}
	}
}

func (e *emitter) checkVariables(t ir.Term) {
	for _, alternative := range t.Terms {
		e.checkVariables(alternative)
	}
	if t.Op != ir.OpCheck || t.Check.Shape == ir.CheckArgs {
		return
	}
	key := checkKey(t)
	if e.checkVars[key] != "" {
		return
	}
	name := e.names.global("check" + upperFirst(t.Check.Name) + identifier(argumentWords(t)))
	e.checkVars[key] = name
	e.file.Var().Id(name).Op("=").Add(e.checkValue(t)).Line()
}

// checkValue makes a check of a function, by its shape.
func (e *emitter) checkValue(t ir.Term) *jen.Statement {
	f := e.function(t.Check)
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

// function names a function of this package or another one.
func (e *emitter) function(f *ir.CheckFunc) *jen.Statement {
	if f.ImportPath == "" {
		return jen.Id(f.Name)
	}
	e.importOnce(f.ImportPath, f.PackageName)
	return jen.Qual(f.ImportPath, f.Name)
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
func (e *emitter) argumentCheck(c *ir.Component, t ir.Term) *jen.Statement {
	f, constants := e.function(t.Check), make([]*jen.Statement, len(t.Args)) // imports have their names before locals get theirs
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
