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
	// Claims by name; values as encoding/json decodes them.
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

// answer follows the guard (DESIGN section 8): any refusal hides the component, except that a mere shortfall of scopes
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
			a.Missing = append(a.Missing, missing...)
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
		return holds(len(r.Words) == 1 && c.Subject == r.Words[0])
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

// claim compares a claim's value; numbers by value, everything else exactly.
func (c Caller) claim(r Requirement) bool {
	var value any = c.Claims
	for _, name := range r.Words {
		object, ok := value.(map[string]any)
		if !ok {
			return false
		}
		value = object[name]
	}
	var want any
	if err := json.Unmarshal([]byte(r.Value), &want); err != nil {
		return false
	}
	return reflect.DeepEqual(value, want)
}

func containsAll(held, wanted []string) bool {
	return !slices.ContainsFunc(wanted, func(w string) bool { return !slices.Contains(held, w) })
}
