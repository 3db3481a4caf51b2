package corpus_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

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
	"github.com/mcpgen/mcpgen/internal/test/leakcheck"
	mcpruntime "github.com/mcpgen/mcpgen/runtime"
	"github.com/mcpgen/mcpgen/runtime/codec"
	"github.com/mcpgen/mcpgen/runtime/runtimetest"
)

// hostile are values that a client should not send, for whatever type; some are right for some.
var hostile = []string{
	`null`, `true`, `0`, `""`, `[]`, `{}`, `[null]`, `{"":null}`,
	// numbers
	`-0`, `0.0`, `1.0`, `1e2`, `1E+2`, `100e-2`, `1.5`, `-1`, `1e19`, `1e400`, `-1e400`, `1e-400`, `1e999999999999999999`,
	`9223372036854775808`, `-9223372036854775809`, `18446744073709551616`, `9007199254740993`, `3.5e38`, `256`,
	// strings
	`"\ud800"`, `"\udc00\ud800"`, `"\ud83d\ude00"`, `"\u0000"`, `"\u2028"`, `"1"`, `"true"`, `"null"`, `"\u0061"`,
	`"` + strings.Repeat("x", 100_000) + `"`,
	// members
	`{"a":1,"a":2}`, `{"a":1,"\u0061":2}`, `{"A":1,"a":1}`, `{"__proto__":{},"constructor":1}`,
	`{"` + strings.Repeat("k", 50_000) + `":1}`, `{"\ud800":1}`, `{"a/b~c":[]}`,
	// too much, too deep
	`[` + strings.Repeat(`null,`, 40) + `null]`, `[` + strings.Repeat(`{},`, 40) + `[]]`,
	strings.Repeat(`[`, 60) + strings.Repeat(`]`, 60), strings.Repeat(`[`, 70) + strings.Repeat(`]`, 70),
	strings.Repeat(`{"a":`, 70) + `1` + strings.Repeat(`}`, 70), strings.Repeat(`[`, 100_000) + strings.Repeat(`]`, 100_000),
	// no JSON
	`01`, `+1`, `.5`, `1.`, `1e`, `NaN`, `-Infinity`, `0x10`, `'x'`, `[1,]`, `{"a":1,}`, `{a:1}`, `/*x*/1`, `1 2`, "\"\x00\"", "\"\xff\"",
	`"\x41"`, `"\u12"`, `tru`, `nulll`, "\ufeff1", `"unclosed`, `[`, `{"a"`, ``,
}

// bodies are whole arguments, instead of {"v": …}.
var bodies = []string{
	`null`, `[]`, `"v"`, `0`, `{}`, `{"V":0}`, `{"v":0,"v":0}`, `{"v":0,"\u0076":0}`, `{"v":0,"V":0}`, `{"":0}`, "\ufeff{}", `{"v":0} x`, `{"v\u0000":0}`,
	`{` + strings.Repeat(`"x":0,`, 30) + `"y":0}`, `{"v":{},` + unknownMembers(40) + `}`,
}

func unknownMembers(n int) string {
	list := make([]string, n)
	for i := range list {
		list[i] = fmt.Sprintf(`"x%d":null`, i)
	}
	return strings.Join(list, ",")
}

// TestHostileArguments sends what clients should not send to tools that take each class of types, over HTTP. What is no JSON is
// no message. Everything else is answered: refused with all problems, as the decoder finds them and the validator agrees, or
// taken where the validator takes it.
func TestHostileArguments(t *testing.T) {
	registers := map[string]func(*mcpruntime.Server) error{
		"anonymous": anonymous.RegisterMCP, "basic": basic.RegisterMCP, "constraints": constraints.RegisterMCP, "custom": custom.RegisterMCP, "defaults": defaults.RegisterMCP, "embedded": embedded.RegisterMCP,
		"enums": enums.RegisterMCP, "free": free.RegisterMCP, "generics": generics.RegisterMCP, "maps": maps.RegisterMCP, "pointers": pointers.RegisterMCP,
		"quoted": quoted.RegisterMCP, "recursive": recursive.RegisterMCP, "slices": slices.RegisterMCP, "stated": stated.RegisterMCP, "structs": structs.RegisterMCP,
		"text": text.RegisterMCP, "times": times.RegisterMCP, "unusual": unusual.RegisterMCP,
	}
	all := subjects(t)
	sent, refusals, taken := 0, 0, 0
	for name, register := range registers {
		site := runtimetest.Start(t, runtimetest.Options{Config: func(c *mcpruntime.Config) {
			c.Verifier, c.Audit, c.InsecureNoAuth = nil, leakcheck.Sink(nil), true
		}}, register)
		for _, s := range all {
			pkg, typ, _ := strings.Cut(s.Name, ".")
			if pkg != name {
				continue
			}
			arguments := append([]string(nil), bodies...)
			for _, value := range hostile {
				arguments = append(arguments, `{"v":`+value+`}`)
			}
			for _, raw := range arguments {
				sent++
				switch problem, refused := exchange(site.URL, toolName(typ), s, raw); {
				case problem != "":
					t.Errorf("%s %.200s: %s", s.Name, raw, problem)
				case refused:
					refusals++
				default:
					taken++
				}
			}
		}
	}
	if want := len(all) * (len(bodies) + len(hostile)); sent != want {
		t.Errorf("%d calls, want %d: a package of the corpus is not served", sent, want)
	}
	t.Logf("%d calls: %d refused, %d taken", sent, refusals, taken)
}

// toolName is the name of the tool for a box.
func toolName(typ string) string {
	out := "use"
	for i, r := range typ {
		upper := r >= 'A' && r <= 'Z'
		previousUpper := i > 0 && typ[i-1] >= 'A' && typ[i-1] <= 'Z'
		nextLower := i+1 < len(typ) && typ[i+1] >= 'a' && typ[i+1] <= 'z'
		if upper && (!previousUpper || nextLower) {
			out += "_"
		}
		out += strings.ToLower(string(r))
	}
	return out
}

// exchange calls a tool and says what is wrong with the answer.
func exchange(url, tool string, s subject, raw string) (problem string, refused bool) {
	began := time.Now()
	req, err := http.NewRequest(http.MethodPost, url, strings.NewReader(`{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"`+tool+`",`+
		`"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientInfo":{"name":"h","version":"1"},`+
		`"io.modelcontextprotocol/clientCapabilities":{}},"arguments":`+raw+`}}`))
	if err != nil {
		return err.Error(), false
	}
	for name, value := range map[string]string{"Content-Type": "application/json", "Accept": "application/json, text/event-stream",
		"Mcp-Protocol-Version": "2026-07-28", "Mcp-Method": "tools/call", "Mcp-Name": tool} {
		req.Header.Set(name, value)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err.Error(), false
	}
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return err.Error(), false
	}
	var answer struct {
		Error  *struct{ Message string }
		Result struct {
			IsError bool
			Content []struct{ Text string }
		}
	}
	if err := json.Unmarshal(body, &answer); err != nil {
		return "no JSON: " + string(body), false
	}
	if took := time.Since(began); took > 10*time.Second || len(body) > 20_000+len(raw)*2 {
		return fmt.Sprintf("%v and %d bytes for %d", took, len(body), len(raw)), false
	}
	if raw == "null" {
		raw = "{}" // arguments that are null count as left out
	}
	_, problems := s.Decode([]byte(raw))
	if answer.Error != nil {
		if resp.StatusCode == http.StatusBadRequest && (!json.Valid([]byte(raw)) || len(problems) == 1) {
			return "", true // no JSON-RPC message at all
		}
		return fmt.Sprintf("status %d: %s", resp.StatusCode, body), false
	}
	if answer.Result.IsError != (problems != nil) || len(answer.Result.Content) != 1 {
		return fmt.Sprintf("answer %s\nthe decoder says %v", body, problems), false
	}
	if _, err := compare(s, []byte(raw)); err != nil {
		return err.Error(), false
	}
	if problems == nil {
		return "", false
	}
	want := "invalid arguments:"
	for _, p := range problems {
		if !leads(p.Pointer, raw) {
			return "no value at " + p.String(), true
		}
		want += "\n- " + p.String()
	}
	if got := answer.Result.Content[0].Text; got != want || len(problems) > codec.MaxProblems {
		return fmt.Sprintf("says %s\nwant %s", got, want), true
	}
	return "", true
}

// leads reports whether a pointer leads to a value of the arguments, or to a member that an object of them lacks.
func leads(pointer, raw string) bool {
	var value any
	if json.Unmarshal([]byte(raw), &value) != nil || pointer == "" {
		return true
	}
	tokens := strings.Split(pointer[1:], "/")
	for i, token := range tokens {
		token = strings.NewReplacer("~1", "/", "~0", "~").Replace(token)
		switch v := value.(type) {
		case map[string]any:
			next, there := v[token]
			if !there {
				return i == len(tokens)-1 || strings.HasSuffix(token, "…")
			}
			value = next
		case []any:
			n, err := strconv.Atoi(token)
			if err != nil || n >= len(v) {
				return false
			}
			value = v[n]
		default:
			return false
		}
	}
	return true
}
