package interop

import (
	"strings"
	"testing"
)

// TestProblems shows that each way to differ from the table is noticed.
func TestProblems(t *testing.T) {
	table := &Table{
		Uses: map[string]Use{
			"tool a":         {Result: map[string]any{"x": "~[0-9]+"}, Progress: []float64{1}, Log: []any{"l"}},
			"tool asks":      {Needs: []string{"sampling"}, Result: map[string]any{}},
			"tool secret":    {Requires: "admin", Result: map[string]any{}},
			"tool write":     {Requires: "write", Challenges: true, Result: map[string]any{}},
			"tool later":     {Appears: true, Result: map[string]any{}},
			"completion p v": {Result: map[string]any{}},
		},
		Changed: []string{"tools"}, Updated: []string{"x://a"},
	}
	missing := Outcome{Error: &Failure{Code: codeMissing}}
	right := func() *Report {
		return &Report{
			Listed: []string{"tool a", "tool asks", "tool write", "tool later", "completion p v"},
			Outcomes: map[string]Outcome{
				"tool a":         {Result: map[string]any{"x": "7", "_meta": "added", "isError": false}, Progress: []float64{1}, Log: []any{"l"}},
				"tool asks":      {Error: &Failure{Code: codeIncapable}},
				"tool secret":    missing,
				"tool write":     {Error: &Failure{Code: -31403}},
				"tool later":     {Result: map[string]any{}},
				"completion p v": {Result: map[string]any{}},
			},
			Changed: []string{"tools"}, Updated: []string{"x://a"},
			Observes: []string{"changed", "completion", "log", "progress", "updated"},
		}
	}
	give := func(key string, o Outcome) func(*Report) { return func(r *Report) { r.Outcomes[key] = o } }
	for name, row := range map[string]struct {
		change func(*Report)
		want   string // "" for no problem
	}{
		"right":                {func(*Report) {}, ""},
		"a component is new":   {func(r *Report) { r.Listed = append(r.Listed, "tool new") }, "tool new is listed and not in the table"},
		"a component is gone":  {func(r *Report) { r.Listed = r.Listed[1:] }, "tool a is in the table and not listed"},
		"it was not used":      {func(r *Report) { delete(r.Outcomes, "tool a") }, "tool a is listed and was not used"},
		"a hidden one shows":   {func(r *Report) { r.Listed = append(r.Listed, "tool secret") }, "hidden from this caller"},
		"a hidden one runs":    {give("tool secret", Outcome{Result: map[string]any{}}), "tool secret is hidden"},
		"a hidden one refuses": {give("tool secret", Outcome{Error: &Failure{Code: -31403}}), "tool secret is hidden"},
		"a refused one runs":   {give("tool write", Outcome{Result: map[string]any{}}), "tool write is refused"},
		"it fails":             {give("tool a", missing), "tool a: error"},
		"another result":       {give("tool a", Outcome{Result: map[string]any{"x": "seven"}, Progress: []float64{1}, Log: []any{"l"}}), "tool a: (-table"},
		"more in the result":   {give("tool a", Outcome{Result: map[string]any{"x": "7", "y": 1}, Progress: []float64{1}, Log: []any{"l"}}), "tool a: (-table"},
		"an error as result":   {give("tool a", Outcome{Result: map[string]any{"x": "7", "isError": true}, Progress: []float64{1}, Log: []any{"l"}}), "tool a: (-table"},
		"progress is lost":     {give("tool a", Outcome{Result: map[string]any{"x": "7"}, Log: []any{"l"}}), "progress"},
		"a log is lost":        {give("tool a", Outcome{Result: map[string]any{"x": "7"}, Progress: []float64{1}}), "log"},
		"it ran incapable":     {give("tool asks", Outcome{Result: map[string]any{}}), "lacks what it needs"},
		"nothing changed":      {func(r *Report) { r.Changed = nil }, "changed"},
		"another was updated":  {func(r *Report) { r.Updated = []string{"x://b"} }, "updated"},
	} {
		r := right()
		row.change(r)
		got := strings.Join(table.Problems(r, Caller{}), "\n")
		if (got == "") != (row.want == "") || !strings.Contains(got, row.want) {
			t.Errorf("%s: got %q, want %q", name, got, row.want)
		}
	}
}
