package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/mcpgen/mcpgen/generator"
	"github.com/mcpgen/mcpgen/generator/policy"
)

// policy prints who can see and call what; with flags about a caller, what that one can; with -against, what a change
// grants and takes away.
func (p *program) policy(args []string) error {
	flags := p.flags("policy", "[packages]")
	asJSON := flags.Bool("json", false, "short for -format json")
	format := flags.String("format", "text", "print the table as `text`, json or markdown")
	against := flags.String("against", "", "compare with the policy in `FILE`, written by mcpgen policy -json; exit 1 when access widened")
	tags := flags.String("tags", "", "build `tags`, comma-separated, as the go command takes them")
	caller := callerFlags(flags)
	if err := p.parse(flags, args); err != nil {
		return err
	}
	if *asJSON {
		*format = "json"
	}
	asked, compared := caller.asked(flags), given(flags, "against")
	switch {
	case compared && asked:
		return &usageError{message: "-against and flags about a caller exclude each other"}
	case compared && *against == "":
		return &usageError{"-against names no file", "is the variable empty that should hold its name?"}
	case !slices.Contains([]string{"text", "json", "markdown"}, *format):
		return &usageError{fmt.Sprintf("unknown format %q", *format), "formats are text, json and markdown"}
	case given(flags, "subject") && caller.caller.Subject != "user" && caller.caller.Subject != "application":
		return &usageError{fmt.Sprintf("unknown kind of subject %q", caller.caller.Subject), "a subject is user or application"}
	case asked && *format == "markdown":
		return &usageError{message: "what one caller may do is printed as text or json, not as markdown"}
	}
	cfg := generator.Config{Dir: p.dir, Patterns: flags.Args(), Env: p.environ}
	if *tags != "" {
		cfg.BuildTags = strings.Split(*tags, ",")
	}
	doc, found := policy.Read(cfg)
	if err := p.report(options{format: "text"}, errorsOnly(found)); err != nil {
		return err
	}
	if len(doc.Packages) == 0 {
		fmt.Fprintln(p.stderr, "mcpgen: these packages have no components")
	}
	switch {
	case compared:
		return p.against(*against, doc, *format)
	case asked:
		return caller.print(p, doc, *format)
	case *format == "json":
		return doc.JSON(p.stdout)
	case *format == "markdown":
		return doc.Markdown(p.stdout)
	}
	return doc.Text(p.stdout)
}

// given reports whether a flag is written, be it empty.
func given(flags *flag.FlagSet, name string) bool {
	found := false
	flags.Visit(func(f *flag.Flag) { found = found || f.Name == name })
	return found
}

// against compares with an older policy.
func (p *program) against(path string, now policy.Document, format string) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	old, err := policy.Parse(data)
	if err != nil {
		return err
	}
	changes := policy.Compare(old, now)
	write := policy.Changes
	switch format {
	case "json":
		write = policy.ChangesJSON
	case "markdown":
		write = policy.ChangesMarkdown
	}
	if err := write(p.stdout, changes); err != nil {
		return err
	}
	if policy.Widened(changes) {
		return errFindings
	}
	return nil
}

// callerOptions are the flags that describe one caller.
type callerOptions struct {
	names                         map[string]bool
	scopes, roles, targets, chain string
	claims                        claimsFlag
	caller                        policy.Caller
}

func callerFlags(flags *flag.FlagSet) *callerOptions {
	c := &callerOptions{names: map[string]bool{}, claims: claimsFlag{}}
	before := map[string]bool{}
	flags.VisitAll(func(f *flag.Flag) { before[f.Name] = true })
	flags.BoolVar(&c.caller.NoToken, "no-token", false, "answer for a caller without a token")
	flags.StringVar(&c.scopes, "scopes", "", "answer for a caller with these `scopes`, comma-separated")
	flags.StringVar(&c.roles, "roles", "", "… with these `roles`")
	flags.StringVar(&c.targets, "targets", "", "… with these `targets`")
	flags.StringVar(&c.caller.Subject, "subject", "", "… whose subject is a `user` or an application")
	flags.BoolVar(&c.caller.Agent, "agent", false, "… for whom an agent acts")
	flags.BoolVar(&c.caller.Delegated, "delegated", false, "… with a delegated mandate")
	flags.StringVar(&c.chain, "chain", "", "… with these `applications` in the delegation chain")
	flags.Int64Var(&c.caller.Hops, "hops", 0, "… whose mandate was handed on `n` times")
	flags.Var(c.claims, "claims", "… with the claim `name=value` (dots descend, the value is JSON or text); may be repeated")
	flags.VisitAll(func(f *flag.Flag) {
		if !before[f.Name] {
			c.names[f.Name] = true
		}
	})
	return c
}

// asked reports whether any flag about a caller was given.
func (c *callerOptions) asked(flags *flag.FlagSet) bool {
	given := false
	flags.Visit(func(f *flag.Flag) { given = given || c.names[f.Name] })
	return given
}

func (c *callerOptions) print(p *program, doc policy.Document, format string) error {
	c.caller.Scopes, c.caller.Roles = words(c.scopes), words(c.roles)
	c.caller.Targets, c.caller.Chain = words(c.targets), words(c.chain)
	c.caller.Claims = c.claims
	answers := doc.Ask(c.caller)
	if format == "json" {
		return policy.AnswersJSON(p.stdout, answers)
	}
	return policy.Answers(p.stdout, answers)
}

func words(list string) []string {
	return strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == ' ' })
}

// claimsFlag collects -claims a.b=value.
type claimsFlag map[string]any

func (c claimsFlag) String() string { return "" }

// Set puts one claim in; a dotted name descends into objects.
func (c claimsFlag) Set(s string) error {
	name, text, ok := strings.Cut(s, "=")
	if !ok || name == "" {
		return fmt.Errorf("want name=value")
	}
	var value any
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	if !json.Valid([]byte(text)) || decoder.Decode(&value) != nil {
		value = text
	}
	object := map[string]any(c)
	path := strings.Split(name, ".")
	for _, step := range path[:len(path)-1] {
		next, ok := object[step].(map[string]any)
		if !ok {
			next = map[string]any{}
			object[step] = next
		}
		object = next
	}
	object[path[len(path)-1]] = value
	return nil
}
