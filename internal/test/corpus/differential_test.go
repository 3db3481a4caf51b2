package corpus_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/mcpgen/mcpgen/internal/test/corpus"
	"github.com/mcpgen/mcpgen/internal/test/corpus/anonymous"
	"github.com/mcpgen/mcpgen/internal/test/corpus/basic"
	"github.com/mcpgen/mcpgen/internal/test/corpus/constraints"
	"github.com/mcpgen/mcpgen/internal/test/corpus/custom"
	"github.com/mcpgen/mcpgen/internal/test/corpus/defaults"
	"github.com/mcpgen/mcpgen/internal/test/corpus/embedded"
	"github.com/mcpgen/mcpgen/internal/test/corpus/enums"
	"github.com/mcpgen/mcpgen/internal/test/corpus/free"
	"github.com/mcpgen/mcpgen/internal/test/corpus/generics"
	"github.com/mcpgen/mcpgen/internal/test/corpus/maps"
	"github.com/mcpgen/mcpgen/internal/test/corpus/pointers"
	"github.com/mcpgen/mcpgen/internal/test/corpus/quoted"
	"github.com/mcpgen/mcpgen/internal/test/corpus/recursive"
	"github.com/mcpgen/mcpgen/internal/test/corpus/slices"
	"github.com/mcpgen/mcpgen/internal/test/corpus/stated"
	"github.com/mcpgen/mcpgen/internal/test/corpus/structs"
	"github.com/mcpgen/mcpgen/internal/test/corpus/text"
	"github.com/mcpgen/mcpgen/internal/test/corpus/times"
	"github.com/mcpgen/mcpgen/internal/test/corpus/unusual"
)

var executions = flag.Int("executions", 20_000, "values to try in TestDifferential")
var seed = flag.Uint64("seed", 1, "seed of TestDifferential")

// subject is a type with its compiled schemas.
type subject struct {
	corpus.Entry
	input, output *jsonschema.Schema
	tree          any // the input schema as JSON values, by which values are made
}

func subjects(t testing.TB) []subject {
	t.Helper()
	var list []subject
	for _, table := range [][]corpus.Entry{
		anonymous.Table(), basic.Table(), constraints.Table(), custom.Table(), defaults.Table(), embedded.Table(), enums.Table(), free.Table(), generics.Table(), maps.Table(),
		pointers.Table(), quoted.Table(), recursive.Table(), slices.Table(), stated.Table(), structs.Table(), text.Table(), times.Table(), unusual.Table(),
	} {
		for _, e := range table {
			tree, err := jsonschema.UnmarshalJSON(strings.NewReader(e.Input))
			if err != nil {
				t.Fatalf("%s: %v", e.Name, err)
			}
			list = append(list, subject{e, compile(t, e.Name, e.Input), compile(t, e.Name, e.Output), tree})
		}
	}
	return list
}

func compile(t testing.TB, name, text string) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	c.AssertFormat()
	c.AssertContent()
	if err := c.AddResource("schema.json", doc); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	s, err := c.Compile("schema.json")
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, text)
	}
	return s
}

// TestDifferential holds decoder, schema and encoder against each other on made-up values: the decoder accepts what the
// validator accepts, reads it as encoding/json does, and what the encoder writes of it is valid output. Differences
// that docs/schemas.md lists are made known by [documented].
func TestDifferential(t *testing.T) {
	all := subjects(t)
	r := rand.New(rand.NewPCG(*seed, 0))
	accepted, skipped := 0, 0
	for range *executions {
		s := all[r.IntN(len(all))]
		raw := make_(r, s.tree)
		verdict, err := compare(s, raw)
		switch {
		case err != nil:
			t.Errorf("%s: %v\nvalue  %s\nschema %s", s.Name, err, raw, s.Input)
			if t.Failed() {
				t.FailNow()
			}
		case verdict == same:
			accepted++
		case verdict == differs:
			skipped++
		}
	}
	t.Logf("%d executions over %d types: %d accepted by both, %d with a documented difference", *executions, len(all), accepted, skipped)
}

func FuzzDifferential(f *testing.F) {
	all := subjects(f)
	f.Add(uint(0), []byte(`{"v":"x"}`))
	r := rand.New(rand.NewPCG(1, 1))
	for i := range all {
		f.Add(uint(i), make_(r, all[i].tree))
	}
	f.Fuzz(func(t *testing.T, index uint, raw []byte) {
		s := all[index%uint(len(all))]
		if _, err := compare(s, raw); err != nil {
			t.Errorf("%s: %v\nvalue  %s\nschema %s", s.Name, err, raw, s.Input)
		}
	})
}

type verdict uint8

const (
	refused verdict = iota // by both
	same                   // accepted by both
	differs                // in a documented way
)

// compare tries one value.
func compare(s subject, raw []byte) (verdict, error) {
	given := raw
	if len(raw) == 0 {
		raw = []byte("{}") // what codec.Decode says of no arguments at all
	}
	instance, syntax := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
	v, problems := s.Decode(given)
	if syntax != nil {
		if problems == nil {
			return refused, fmt.Errorf("decoder accepts what is no JSON: %w", syntax)
		}
		return refused, nil
	}
	invalid, crashed := validate(s.input, instance)
	switch {
	case crashed:
		return differs, nil
	case documented(raw, problems, invalid):
		return differs, nil
	case invalid == nil && problems != nil:
		return refused, fmt.Errorf("only the decoder refuses: %v", problems)
	case invalid != nil && problems == nil:
		return refused, fmt.Errorf("only the validator refuses: %w", invalid)
	case problems != nil:
		return refused, nil
	}
	if err := agrees(s, raw, v); err != nil {
		return refused, err
	}
	return same, writes(s, v)
}

// validate runs the validator, which panics on numbers like 1e999999999.
func validate(s *jsonschema.Schema, instance any) (err error, crashed bool) {
	defer func() { crashed = recover() != nil }()
	return s.Validate(instance), false
}

// agrees checks that encoding/json reads the same.
func agrees(s subject, raw []byte, got any) error {
	if strings.HasPrefix(s.Name, "text.Link") {
		return nil // a form that encoding/json does not know
	}
	if hasDefault(s.Input) {
		raw = withDefaults(s.tree, raw)
	}
	want, err := s.Std(raw)
	var mistyped *json.UnmarshalTypeError
	if errors.As(err, &mistyped) && strings.HasPrefix(mistyped.Value, "number") && strings.ContainsAny(mistyped.Value, ".eE") {
		return nil // 1.0 is an integer for JSON Schema, not for encoding/json
	}
	if err != nil && strings.Contains(err.Error(), "into a *big.Int") {
		return nil // big.Int takes digits only
	}
	if err != nil {
		return fmt.Errorf("encoding/json refuses: %w", err)
	}
	if !reflect.DeepEqual(got, want) {
		return fmt.Errorf("read %+v, encoding/json reads %+v", got, want)
	}
	return nil
}

// writes checks that the encoder's text is valid output.
func writes(s subject, v any) error {
	out, err := s.Encode(v)
	if err != nil {
		return fmt.Errorf("writing: %w", err)
	}
	instance, err := jsonschema.UnmarshalJSON(bytes.NewReader(out))
	if err != nil {
		return fmt.Errorf("wrote %s: %w", out, err)
	}
	if err := s.output.Validate(instance); err != nil {
		return fmt.Errorf("wrote %s, which its schema refuses: %w", out, err)
	}
	return nil
}

// TestZeroValuesAreValidOutput writes the zero value of each type: nil slices, maps and pointers.
func TestZeroValuesAreValidOutput(t *testing.T) {
	for _, s := range subjects(t) {
		if err := writes(s, s.Zero()); err != nil {
			t.Errorf("%s: %v\nschema %s", s.Name, err, s.Output)
		}
	}
}
