package interop

import (
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/google/go-cmp/cmp"
)

// Caller is who a client acts for, as far as the outcome depends on it.
type Caller struct {
	// Has is what [Use.Requires] asks for.
	Has []string
	// Trusted says that nothing is checked: stdio without a token.
	Trusted bool
	// Fresh says that each use meets a server that was just started, so that nothing appears.
	Fresh bool
}

func (c Caller) sees(u Use) bool { return (c.may(u) || u.Challenges) && (!u.Appears || !c.Fresh) }

func (c Caller) may(u Use) bool {
	return c.Trusted || u.Requires == "" || slices.Contains(c.Has, u.Requires)
}

const (
	codeMissing      = -32602
	codeMissingOlder = -32002 // of resources, in the older protocol
	codeIncapable    = -32021
)

// Problems says where a report differs from the table.
func (t *Table) Problems(r *Report, c Caller) []string {
	var problems []string
	add := func(format string, args ...any) { problems = append(problems, fmt.Sprintf(format, args...)) }
	for _, key := range r.Listed {
		if u, known := t.Uses[key]; !known {
			add("%s is listed and not in the table", key)
		} else if !c.sees(u) {
			add("%s is listed, although it is hidden from this caller", key)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(t.Uses)) {
		u := t.Uses[key]
		o, used := r.Outcomes[key]
		switch {
		case strings.HasPrefix(key, "completion ") && !r.observes("completion"):
		case !c.sees(u):
			if used && (o.Error == nil || o.Error.Code != 0 && o.Error.Code != codeMissing && o.Error.Code != codeMissingOlder) {
				add("%s is hidden from this caller, and gave %s", key, text(o))
			}
		case !slices.Contains(r.Listed, key):
			add("%s is in the table and not listed", key)
		case !used:
			add("%s is listed and was not used", key)
		case !c.may(u):
			if o.Error == nil {
				add("%s is refused to this caller, and gave %s", key, text(o))
			}
		default:
			for _, problem := range u.problems(o, r) {
				add("%s: %s", key, problem)
			}
		}
	}
	if r.observes("changed") && !c.Fresh && !sameSet(t.Changed, r.Changed) {
		add("told that %q changed, want %q", r.Changed, t.Changed)
	}
	if r.observes("updated") && !c.Fresh && !sameSet(t.Updated, r.Updated) {
		add("told that %q were updated, want %q", r.Updated, t.Updated)
	}
	return problems
}

// problems compares one use.
func (u Use) problems(o Outcome, r *Report) []string {
	lacks := slices.ContainsFunc(u.Needs, func(need string) bool { return !slices.Contains(r.Can, need) })
	switch {
	case lacks && (o.Error == nil || o.Error.Code != 0 && o.Error.Code != codeIncapable):
		return []string{"the client lacks what it needs, and got " + text(o)}
	case lacks:
		return nil
	case o.Error != nil:
		return []string{text(o)}
	}
	var problems []string
	if diff := cmp.Diff(plain(u.Result), fitted(plain(u.Result), plain(o.Result))); diff != "" {
		problems = append(problems, "(-table +client)\n"+diff)
	}
	if diff := cmp.Diff(u.Progress, o.Progress); diff != "" && r.observes("progress") {
		problems = append(problems, "progress (-table +client)\n"+diff)
	}
	if diff := cmp.Diff(u.Log, o.Log); diff != "" && r.observes("log") {
		problems = append(problems, "log (-table +client)\n"+diff)
	}
	return problems
}

// plain is a result without what the protocol adds to each, and without what clients add that says nothing.
func plain(value any) any {
	switch value := value.(type) {
	case map[string]any:
		kept := map[string]any{}
		for name, member := range value {
			switch name {
			case "_meta", "resultType", "ttlMs", "cacheScope":
				continue
			case "isError", "hasMore", "total":
				if member == false || member == 0.0 {
					continue
				}
			}
			if member == nil {
				continue
			}
			kept[name] = plain(member)
		}
		return kept
	case []any:
		kept := []any{}
		for _, element := range value {
			kept = append(kept, plain(element))
		}
		return kept
	}
	return value
}

// fitted replaces the strings of got that match a pattern of want by that pattern.
func fitted(want, got any) any {
	switch want := want.(type) {
	case string:
		text, ok := got.(string)
		if ok && len(want) > 0 && want[0] == '~' && regexp.MustCompile(`^(?:`+want[1:]+`)$`).MatchString(text) {
			return want
		}
	case map[string]any:
		if got, ok := got.(map[string]any); ok {
			for name := range got {
				got[name] = fitted(want[name], got[name])
			}
		}
	case []any:
		if got, ok := got.([]any); ok {
			for i := range min(len(got), len(want)) {
				got[i] = fitted(want[i], got[i])
			}
		}
	}
	return got
}

func sameSet(a, b []string) bool {
	a, b = slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b))
	return slices.Equal(slices.Compact(a), slices.Compact(b))
}

func text(o Outcome) string {
	if o.Error != nil {
		return fmt.Sprintf("error %d: %s", o.Error.Code, o.Error.Message)
	}
	raw, _ := json.Marshal(o.Result)
	return string(raw)
}
