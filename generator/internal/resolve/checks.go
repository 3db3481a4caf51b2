package resolve

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/mcpgen/mcpgen/annotations"
	"github.com/mcpgen/mcpgen/annotations/diag"
	"github.com/mcpgen/mcpgen/generator/internal/ir"
)

// localChecks reads the functions and methods marked //mcp:check.
func (r *resolver) localChecks() {
	for _, d := range r.directives("check") {
		fn := d.Node.(*ast.FuncDecl)
		name, at := fn.Name.Name, r.span(fn.Name)
		what := "function"
		if fn.Recv != nil {
			what = "method"
		}
		if built, ok := annotations.AuthTermNamed(name); ok {
			r.report("MCP311", at, "rename the "+what, "check %s has the name of the built-in term %s", name, built.Shape)
			continue
		}
		if name == "_" {
			r.report("MCP212", at, "give it a name", "%s _ cannot be called, so it cannot be a check", what)
			continue
		}
		obj, _ := r.pkg.Defs[fn.Name].(*types.Func)
		if before, again := r.checks[name]; again {
			r.secondCheck(obj, at, before)
			r.checks[name] = knownCheck{at: before.at, receiver: before.receiver}
			continue
		}
		r.onlyOne("check", obj, name, at)
		known := knownCheck{at: at, receiver: receiverName(obj)}
		if known.fn = r.checkFunc(obj, fn, at); known.fn != nil {
			known.sig = obj.Signature()
			r.out.Checks = append(r.out.Checks, known.fn)
		}
		r.checks[name] = known
	}
}

// secondCheck reports a check with the name of another one. Which of them a component means would depend on what it is a
// method of, and moving it would change its policy without a word of it changing.
func (r *resolver) secondCheck(obj *types.Func, at diag.Span, before knownCheck) {
	if obj == nil || before.receiver == receiverName(obj) {
		return // declared twice, which is reported
	}
	r.reportRelated("MCP323", at, before.at, "the other check", "rename one of them", "second check named %s", obj.Name())
}

const shapesHint = "a check is func(r *check.Request) bool, func(ctx context.Context, r *check.Request) error, " +
	"func(ctx context.Context, p *principal.Principal) (bool, error), the second with further parameters, " +
	"or a factory func(…) check.Check"

// customCheck resolves a term that names a check function, as premium, level(5) or pkg.Premium.
func (r *resolver) customCheck(t annotations.Term, s scope) (ir.Term, bool) {
	check, sig, ok := r.findCheck(t, s)
	if !ok || check == nil {
		return ir.Term{}, false
	}
	term := ir.Term{Op: ir.OpCheck, Check: check}
	fixed := shapeFixed[check.Shape]
	takes := sig.Params().Len() - fixed
	called := t.Kind == annotations.Call
	switch {
	case takes == 0 && called:
		r.report("MCP302", t.Span, "write "+t.Text+" without parentheses", "check %s takes no arguments", t.Text)
		return term, false
	case len(t.Args) != takes:
		var list []string
		for i := range takes {
			list = append(list, strings.TrimSpace(sig.Params().At(fixed+i).Name()+" "+r.typeString(sig.Params().At(fixed+i).Type())))
		}
		r.report("MCP302", t.Span, "it takes "+t.Text+"("+strings.Join(list, ", ")+")", "check %s needs %s, got %d", t.Text, plural(takes, "argument"), len(t.Args))
		return term, false
	}
	fine := true
	for i, arg := range t.Args {
		source, ok := r.checkArg(arg, sig.Params().At(fixed+i), check, s)
		term.Args = append(term.Args, source)
		fine = fine && ok
	}
	return term, fine
}

// findCheck finds the function that a term names. A nil check with ok was reported where it is declared.
func (r *resolver) findCheck(t annotations.Term, s scope) (*ir.CheckFunc, *types.Signature, bool) {
	if pkg, name, qualified := strings.Cut(t.Text, "."); qualified && token.IsIdentifier(pkg) && token.IsIdentifier(name) {
		return r.importedCheck(t, s, pkg, name)
	}
	if check, ok := r.checks[t.Text]; ok {
		if check.fn == nil {
			return nil, nil, true
		}
		return check.fn, check.sig, check.fn.Receiver == "" || r.ofReceiver(check, t, s)
	}
	if r.unmarkedMethod(t, s) {
		return nil, nil, false
	}
	if obj := r.pkg.Types.Scope().Lookup(t.Text); obj != nil {
		hint := "put //mcp:check directly above the function"
		if _, isFunc := obj.(*types.Func); !isFunc {
			hint = "a check is a function"
		}
		r.reportRelated("MCP303", t.Name, r.objectSpan(obj), "declared here", hint, "%s is not marked as a check", t.Text)
		return nil, nil, false
	}
	r.report("MCP301", t.Name, r.knownTerms(t.Text, s), "unknown check %q", t.Text)
	return nil, nil, false
}

// inOtherWords are what people write for what is said otherwise here. A word that turns a policy round must not be taken
// for a slip of the finger.
var inOtherWords = map[string]string{
	"not": "nothing is negated here: write a check that refuses whom you mean",
	"all": "leave it out: all terms of auth= must hold, as in auth=a,b", "and": "leave it out: all terms of auth= must hold, as in auth=a,b",
	"or":     "write any(a,b)",
	"public": "write unrestricted, if everybody may use it",
	"anyone": "write unrestricted, if everybody may use it", "everybody": "write unrestricted, if everybody may use it",
}

// knownTerms is the hint for an unknown check: the nearest known one, or how to declare one.
func (r *resolver) knownTerms(word string, s scope) string {
	if hint := inOtherWords[strings.ToLower(word)]; hint != "" {
		return hint
	}
	switch {
	case strings.ContainsAny(word, "!^~"):
		return inOtherWords["not"]
	case strings.ContainsAny(word, "|&"):
		return "write any(a,b) if one of them is enough; a comma says that all must hold"
	}
	if _, declared := r.vocabulary.declared[word]; declared {
		return "did you mean scopes(" + word + ")?"
	}
	var known []string
	receiver, _ := r.componentReceiver(s)
	for name, check := range r.checks {
		if check.fn == nil || check.fn.Receiver == "" || receiver != nil && receiver.Obj().Name() == check.fn.Receiver {
			known = append(known, name)
		}
	}
	for _, t := range annotations.AuthTerms() {
		known = append(known, t.Name)
	}
	slices.Sort(known)
	if near := annotations.Nearest(word, known); near != "" {
		return "did you mean " + near + "?"
	}
	if strings.ContainsAny(word, ":/") {
		return "did you mean scopes(" + word + ")?"
	}
	if parts := strings.Split(word, "."); len(parts) == 3 && !slices.ContainsFunc(parts, func(s string) bool { return !token.IsIdentifier(s) }) {
		return "of another package only functions can be named: write a check of your own that calls the method"
	}
	return "for a scope write scopes(" + word + "); known: " + strings.Join(known, ", ")
}

// checkFunc reads the shape of a check function; nil, with a finding at the span, when it has none of them.
func (r *resolver) checkFunc(obj *types.Func, decl *ast.FuncDecl, at diag.Span) *ir.CheckFunc {
	if obj == nil {
		return nil // declared twice, which is reported
	}
	sig := obj.Signature()
	shape := shapeOf(sig)
	if shape == 0 && r.pkg.Invalid {
		return nil
	}
	if shape == 0 || sig.TypeParams() != nil {
		why := ""
		switch {
		case sig.TypeParams() != nil:
			why = ", which is generic"
		case sig.Variadic():
			why = ", which is variadic"
		}
		r.report("MCP304", at, shapesHint, "%s is no check: %s%s", obj.Name(), r.typeString(sig), why)
		return nil
	}
	named, pointer := receiverOf(sig)
	if named == nil && sig.Recv() != nil {
		return nil // a broken receiver, which is reported
	}
	check := &ir.CheckFunc{Name: obj.Name(), Receiver: receiverName(obj), Pointer: pointer, Description: strings.TrimSpace(decl.Doc.Text()), Shape: shape, Declared: at,
		Code: func() string { return r.code(decl) }}
	for i := range sig.Params().Len() {
		if i >= shapeFixed[shape] {
			check.Params = append(check.Params, types.TypeString(sig.Params().At(i).Type(), func(p *types.Package) string { return p.Path() }))
		}
	}
	return check
}
