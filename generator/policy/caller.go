package policy

import (
	"encoding/json"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// Caller is somebody about whom [Document.Ask] answers. The zero Caller has a valid token with nothing in it.
type Caller struct {
	// NoToken is a caller without a token.
	NoToken bool
	Scopes  []string
	Roles   []string
	Targets []string
	// Subject is "user" or "application"; "" is neither.
	Subject string
	// Agent says that an agent acts; Chain is the delegation chain, Delegated that there is a delegation.
	Agent, Delegated bool
	Chain            []string
	Hops             int64
	// Claims by name; values as encoding/json decodes them, numbers as json.Number where more than 2^53 matters.
	Claims map[string]any
}

// Verdict is an answer.
type Verdict uint8

// The verdicts. Depends means that a custom check decides.
const (
	No Verdict = iota
	Depends
	Yes
)

// String returns "no", "depends" or "yes".
func (v Verdict) String() string { return [...]string{"no", "depends", "yes"}[v] }

// Answer says what a caller sees and may call of one component.
type Answer struct {
	Package   string
	Component Component
	Sees      Verdict
	Calls     Verdict
	// Challenge says that a call is refused by naming the Missing scopes; else a refused component looks missing.
	Challenge bool
	Missing   []string
	// Failed are the requirements that do not hold; Undecided those that a custom check decides.
	Failed, Undecided []string
}

// Ask answers for every component. What the server's own layer requires is not looked at.
func (d Document) Ask(c Caller) []Answer {
	var answers []Answer
	for _, p := range d.Packages {
		for _, component := range p.Components {
			answers = append(answers, c.answer(p.Path, component))
		}
	}
	return answers
}

// answer decides as the guard does (TestCallerDecidesAsTheGuardDoes): any refusal hides the component, except that a mere shortfall of scopes
// is a challenge, and shown in lists, where deny=challenge says so. Arguments count as right in lists.
func (c Caller) answer(path string, component Component) Answer {
	a := Answer{Package: path, Component: component, Sees: Yes, Calls: Yes}
	onlyScopes, seen := true, Yes
	for _, r := range component.Requires {
		verdict, missing := c.evaluate(r)
		switch {
		case verdict == No:
			a.Failed = append(a.Failed, r.Text)
			onlyScopes = onlyScopes && len(missing) > 0
			for _, scope := range missing {
				if !slices.Contains(a.Missing, scope) {
					a.Missing = append(a.Missing, scope)
				}
			}
		case verdict == Depends:
			a.Undecided = append(a.Undecided, r.Text)
			if r.Phase != "call" {
				seen = Depends
			}
		}
		a.Calls = min(a.Calls, verdict)
		if r.Phase != "call" || verdict == No {
			a.Sees = min(a.Sees, verdict)
		}
	}
	if len(component.Requires) == 0 { // no server registers it
		a.Sees, a.Calls, onlyScopes = No, No, false
	}
	if a.Calls == No && onlyScopes && component.Deny == "challenge" && !c.NoToken {
		a.Challenge = true
		a.Sees = seen // a check comes first; if it refuses, nothing is disclosed
	}
	if !a.Challenge {
		a.Missing = nil
	}
	return a
}

// evaluate decides one requirement; missing are the scopes that would make it hold.
func (c Caller) evaluate(r Requirement) (v Verdict, missing []string) {
	holds := func(ok bool) (Verdict, []string) {
		if ok && !c.NoToken {
			return Yes, nil
		}
		return No, nil
	}
	switch r.Kind {
	case "unrestricted":
		return Yes, nil
	case "check":
		return Depends, nil
	case "any":
		return c.evaluateAny(r)
	case "scopes", "anyscope":
		return c.scopes(r)
	case "authenticated":
		return holds(true)
	case "roles":
		return holds(containsAll(c.Roles, r.Words))
	case "targets":
		return holds(containsAll(c.Targets, r.Words))
	case "chain":
		return holds(containsAll(c.Chain, r.Words))
	case "agent":
		return holds(c.Agent)
	case "delegated":
		return holds(c.Delegated)
	case "maxhops":
		n, err := strconv.ParseInt(strings.Join(r.Words, ""), 10, 64)
		return holds(err == nil && c.Hops <= n)
	case "subject":
		known := c.Subject == "user" || c.Subject == "application"
		return holds(known && len(r.Words) == 1 && c.Subject == r.Words[0])
	case "claim":
		return holds(c.claim(r))
	}
	return Depends, nil // a term of a newer version
}

// evaluateAny takes the best alternative; of several that lack scopes, the first is named.
func (c Caller) evaluateAny(r Requirement) (Verdict, []string) {
	best := No
	var missing []string
	for _, alternative := range r.Any {
		v, lacks := c.evaluate(alternative)
		best = max(best, v)
		if missing == nil {
			missing = lacks
		}
	}
	if best != No {
		missing = nil
	}
	return best, missing
}

func (c Caller) scopes(r Requirement) (Verdict, []string) {
	invalid := func(scope string) bool { return scope == "" || strings.ContainsAny(scope, " \"\\") }
	if len(r.Words) == 0 || slices.ContainsFunc(r.Words, invalid) {
		return No, nil // as check.Scopes of them refuses everybody
	}
	var missing []string
	for _, scope := range r.Words {
		if !slices.Contains(c.Scopes, scope) && !slices.ContainsFunc(r.SatisfiedBy[scope], func(by string) bool { return slices.Contains(c.Scopes, by) }) {
			missing = append(missing, scope)
		}
	}
	if c.NoToken {
		return No, nil
	}
	switch {
	case len(missing) == 0, r.Kind == "anyscope" && len(missing) < len(r.Words):
		return Yes, nil
	case r.Kind == "anyscope":
		return No, missing[:1]
	}
	return No, missing
}

// claim compares a claim's value as check.Claim does.
func (c Caller) claim(r Requirement) bool {
	var value any = c.Claims
	for _, name := range r.Words {
		object, ok := value.(map[string]any)
		if !ok {
			return false
		}
		value = object[name]
	}
	want, known := exactly(r.Value)
	number, isNumber := want.(json.Number)
	if !known || !isNumber {
		return known && want != nil && reflect.DeepEqual(value, want)
	}
	text, err := json.Marshal(value)
	if err != nil {
		return false
	}
	got, _ := exactly(string(text))
	held, ok := got.(json.Number)
	return ok && equalNumber(held, number)
}

// exactly decodes JSON, numbers with all their digits.
func exactly(text string) (value any, ok bool) {
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	return value, d.Decode(&value) == nil
}

// equalNumber compares by value. Where both are written as integers it is exact: 2^53+1 is not 2^53, which a float64 would
// make of it.
func equalNumber(got, want json.Number) bool {
	g, gotErr := got.Int64()
	w, wantErr := want.Int64()
	if gotErr == nil && wantErr == nil {
		return g == w
	}
	x, err := got.Float64()
	if err != nil {
		return false
	}
	y, err := want.Float64()
	const exact = 1 << 53 // beyond it a float64 stands for several integers
	return err == nil && x == y && (wantErr != nil || x > -exact && x < exact)
}

func containsAll(held, wanted []string) bool {
	return len(wanted) > 0 && !slices.ContainsFunc(wanted, func(w string) bool { return !slices.Contains(held, w) })
}
