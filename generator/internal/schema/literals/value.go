package literals

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/big"
	"regexp"
	"slices"
	"strings"
)

// Value is a JSON value as a directive writes it: nil, bool, json.Number, string, []value or []member. The members of an
// object keep their order, and no two have one name.
type Value any

// Member is a member of an object.
type Member struct {
	Name  string
	Value Value
}

// escapedSurrogate finds \ud83d and its kin: encoding/json replaces a half without its other half in silence.
var escapedSurrogate = regexp.MustCompile(`(^|[^\\])(\\\\)*\\u[dD][89a-fA-F]`)

// ErrNoJSON is what is wrong with a text that is no JSON.
var ErrNoJSON = errors.New("is no JSON")

// ParseValue reads JSON text. The error says what is wrong with it, as in "is …".
func ParseValue(text string) (Value, error) {
	if escapedSurrogate.MatchString(text) {
		return nil, errors.New("escapes a surrogate: write the character itself")
	}
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	v, err := readValue(d, 0)
	if err == nil {
		if _, end := d.Token(); !errors.Is(end, io.EOF) {
			err = errors.New("goes on after the value")
		}
	}
	var syntax *json.SyntaxError
	switch {
	case errors.As(err, &syntax):
		return nil, fmt.Errorf("%w: %w", ErrNoJSON, syntax)
	case errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF):
		return nil, fmt.Errorf("%w: it ends too early", ErrNoJSON)
	}
	return v, err
}

// maxValueDepth keeps hostile directives from exhausting the stack.
const maxValueDepth = 32

func readValue(d *json.Decoder, depth int) (Value, error) {
	token, err := d.Token()
	if err != nil {
		return nil, err
	}
	delim, opens := token.(json.Delim)
	switch {
	case !opens:
		return token, nil
	case depth == maxValueDepth:
		return nil, fmt.Errorf("is nested deeper than %d", maxValueDepth)
	case delim == '[':
		list := []Value{}
		for d.More() {
			v, err := readValue(d, depth+1)
			if err != nil {
				return nil, err
			}
			list = append(list, v)
		}
		_, err = d.Token()
		return list, err
	}
	members, seen := []Member{}, map[string]bool{}
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return nil, err
		}
		if seen[name.(string)] {
			return nil, fmt.Errorf("has %q twice", name)
		}
		seen[name.(string)] = true
		v, err := readValue(d, depth+1)
		if err != nil {
			return nil, err
		}
		members = append(members, Member{name.(string), v})
	}
	_, err = d.Token()
	return members, err
}

// Canonical is a text that two values share exactly if JSON Schema calls them equal: numbers by value, objects whatever
// the order of their members.
func Canonical(v Value) string {
	switch v := v.(type) {
	case []Value:
		parts := make([]string, len(v))
		for i, e := range v {
			parts[i] = Canonical(e)
		}
		return "[" + strings.Join(parts, ",") + "]"
	case []Member:
		parts := make([]string, len(v))
		for i, m := range v {
			parts[i] = QuoteJSON(m.Name) + ":" + Canonical(m.Value)
		}
		slices.Sort(parts)
		return "{" + strings.Join(parts, ",") + "}"
	case json.Number:
		if r := new(big.Rat); DecimalToken.MatchString(v.String()) { // whose exponent is no larger than it is cheap
			if _, ok := r.SetString(v.String()); ok {
				return r.RatString()
			}
		}
		return v.String()
	case string:
		return QuoteJSON(v)
	}
	return fmt.Sprint(v)
}
