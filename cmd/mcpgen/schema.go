package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/mcpgen/mcpgen/generator"
	"github.com/mcpgen/mcpgen/internal/nearest"
)

// schema prints what clients are told of the arguments and the result of a component.
func (p *program) schema(args []string) error {
	flags := p.flags("schema", "COMPONENT [packages]")
	compact := flags.Bool("compact", false, "print each schema on one line, byte for byte as it is served")
	tags := flags.String("tags", "", "build `tags`, comma-separated, as the go command takes them")
	if err := p.parse(flags, args); err != nil {
		return err
	}
	if flags.NArg() == 0 {
		return &usageError{"schema takes the name of a component", "for example: mcpgen schema add_note ./..."}
	}
	cfg := generator.Config{Dir: p.dir, Patterns: flags.Args()[1:], Env: p.environ}
	if *tags != "" {
		cfg.BuildTags = strings.Split(*tags, ",")
	}
	all, found := generator.ReadSchemas(cfg)
	if err := p.report(options{format: "text"}, errorsOnly(found)); err != nil {
		return err
	}
	var names []string
	printed := false
	for _, s := range all {
		names = append(names, s.Name)
		if s.Name == flags.Arg(0) {
			p.printSchemas(s, *compact)
			printed = true
		}
	}
	if !printed {
		return unknownComponent(flags.Arg(0), names)
	}
	return nil
}

func unknownComponent(name string, names []string) error {
	hint := "there are no components here"
	if close, ok := nearest.Of(name, names); ok {
		hint = fmt.Sprintf("did you mean %q?", close)
	} else if len(names) > 0 {
		hint = "components: " + strings.Join(names, ", ")
	}
	return &usageError{fmt.Sprintf("no component is named %q", name), hint}
}

func (p *program) printSchemas(s generator.Schemas, compact bool) {
	input := "input schema"
	switch s.Kind {
	case "prompt":
		input = "what its arguments must hold; each is sent as a string"
	case "resource":
		input = "what its variables must hold; each is sent as a string"
	}
	for _, part := range []struct{ title, text string }{{input, s.Input}, {"output schema", s.Output}} {
		if part.text == "" {
			continue
		}
		fmt.Fprintf(p.stdout, "%s %s of %s: %s\n", s.Kind, s.Name, s.Package, part.title)
		var out bytes.Buffer
		if compact || json.Indent(&out, []byte(part.text), "", "  ") != nil {
			out.Reset()
			out.WriteString(part.text)
		}
		fmt.Fprintf(p.stdout, "%s\n", out.Bytes())
	}
}
