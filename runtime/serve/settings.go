package serve

import (
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// settings are the values of one run, after flags and environment have been read and found consistent.
type settings struct {
	httpAddr   string
	stdio, dev bool
	devClaims  string

	resource, profile, issuer, audience, zone, jwksURL string
	algorithms, requiredScopes, requiredTargets        []string
	requireAgent, requireDelegation                    bool
	requireChain                                       []string
	maxHops                                            int
	revocation                                         string
	streamKey, sessionKey                              []byte
	audit, stdioToken                                  string
	allowedOrigins                                     []string
	rolesClaim                                         string
	pageSize                                           int
	recheckInterval                                    time.Duration
	insecureNoAuth                                     bool

	given map[string]bool // names of settings that were given, by flag or environment
}

// setting is one row of the table: a name in the environment, a flag, or both.
type setting struct {
	env, flag string
	usage     string
	parse     func(value string) error
	isBool    bool
}

// SettingError is a flag or variable that is unknown, does not parse or contradicts another.
type SettingError struct {
	Setting string // the name as the user wrote it: "MCPGEN_ISSUER" or "-http"
	Problem string // what is wrong with it
	Hint    string // what to do next; may be empty
}

// Error names setting and problem, without the hint.
func (e *SettingError) Error() string { return e.Setting + ": " + e.Problem }

func (e *SettingError) render(program string) string {
	text := fmt.Sprintf("%s: %s", program, e.Error())
	if e.Hint != "" {
		text += "\n  = hint: " + e.Hint
	}
	return text
}

// table lists every setting in the order of the help text, bound to the fields of s.
func (s *settings) table() []setting {
	return []setting{
		{"MCPGEN_HTTP_ADDR", "http", "serve Streamable HTTP on `address`, as 127.0.0.1:8080", str(&s.httpAddr), false},
		{"", "stdio", "serve one client on standard input and output", boolean(&s.stdio), true},
		{"", "dev", "try it out: embedded issuer, tokens printed at start, loopback only", boolean(&s.dev), true},
		{"", "dev-claims", "with -dev: more claims for the printed tokens, a JSON `object`", str(&s.devClaims), false},
		{"MCPGEN_RESOURCE", "", "canonical URI of the MCP endpoint, as clients see it; its path is where it is mounted", str(&s.resource), false},
		{"MCPGEN_PROFILE", "", "kind of token: caracal, rfc9068 or jwt", oneOf(&s.profile, "caracal", "rfc9068", "jwt"), false},
		{"MCPGEN_ISSUER", "", "the issuer whose tokens are accepted, to the letter of their iss claim", str(&s.issuer), false},
		{"MCPGEN_AUDIENCE", "", "the aud claim that tokens must carry; default: the resource", str(&s.audience), false},
		{"MCPGEN_ZONE", "", "Caracal zone", str(&s.zone), false},
		{"MCPGEN_JWKS_URL", "", "where the issuer's keys are; default: found through its metadata", str(&s.jwksURL), false},
		{"MCPGEN_ALGORITHMS", "", "signature algorithms that are accepted", list(&s.algorithms), false},
		{"MCPGEN_REQUIRED_SCOPES", "", "scopes that every token must have", list(&s.requiredScopes), false},
		{"MCPGEN_REQUIRED_TARGETS", "", "targets that every token must be good for", list(&s.requiredTargets), false},
		{"MCPGEN_REQUIRE_AGENT", "", "accept only tokens of a governed agent session", boolean(&s.requireAgent), true},
		{"MCPGEN_REQUIRE_DELEGATION", "", "accept only delegated tokens", boolean(&s.requireDelegation), true},
		{"MCPGEN_REQUIRE_CHAIN", "", "applications that the delegation chain must contain", list(&s.requireChain), false},
		{"MCPGEN_MAX_HOPS", "", "delegation hops allowed; default 10, negative for none", integer(&s.maxHops), false},
		{"MCPGEN_REVOCATION", "", "revocation store: redis://… or insecure-memory (one process); required for caracal", str(&s.revocation), false},
		{"MCPGEN_STREAM_HMAC_KEY", "", "hex key that signs Caracal's revocation streams", hexKey(&s.streamKey), false},
		{"MCPGEN_SESSION_KEY", "", "hex key of 32 bytes or more, shared by replicas, that binds sessions to callers", hexKey(&s.sessionKey), false},
		{"MCPGEN_AUDIT", "", "where decisions are recorded: stderr (default), file:PATH or off", str(&s.audit), false},
		{"MCPGEN_STDIO_TOKEN", "", "token of the client on standard input; without it stdio skips authorization", str(&s.stdioToken), false},
		{"MCPGEN_ALLOWED_ORIGINS", "", "web origins that may call, as https://app.example.com; default: that of the resource", list(&s.allowedOrigins), false},
		{"MCPGEN_ROLES_CLAIM", "", "path of the claim that holds roles, as realm.roles; a name with dots stands in double quotes; default: roles", str(&s.rolesClaim), false},
		{"MCPGEN_PAGE_SIZE", "", "components per page of a list; default 0: all on one", integer(&s.pageSize), false},
		{"MCPGEN_RECHECK_INTERVAL", "", "how often the token of a running call or stream is verified again, as 30s; default: its expiry alone ends it", interval(&s.recheckInterval), false},
		{"MCPGEN_INSECURE_NO_AUTH", "", "serve HTTP without verifying anybody", boolean(&s.insecureNoAuth), true},
	}
}

func str(p *string) func(string) error {
	return func(v string) error { *p = v; return nil }
}

func boolean(p *bool) func(string) error {
	return func(v string) error {
		switch v {
		case "true", "false":
			*p = v == "true"
			return nil
		}
		return fmt.Errorf("%q is neither true nor false", v)
	}
}

func integer(p *int) func(string) error {
	return func(v string) error {
		n, err := strconv.Atoi(v)
		if err != nil {
			return fmt.Errorf("%q is not a whole number", v)
		}
		*p = n
		return nil
	}
}

func interval(p *time.Duration) func(string) error {
	return func(v string) error {
		d, err := time.ParseDuration(v)
		if err != nil {
			return fmt.Errorf("%q is no duration as 30s or 5m", v)
		}
		if d <= 0 {
			return fmt.Errorf("%q is not positive", v)
		}
		*p = d
		return nil
	}
}

func oneOf(p *string, words ...string) func(string) error {
	return func(v string) error {
		if !slices.Contains(words, v) {
			return fmt.Errorf("%q is none of %s", v, strings.Join(words, ", "))
		}
		*p = v
		return nil
	}
}

// list splits at blanks and commas.
func list(p *[]string) func(string) error {
	return func(v string) error {
		*p = strings.FieldsFunc(v, func(r rune) bool { return r == ',' || r == ' ' || r == '\t' || r == '\n' })
		if len(*p) == 0 {
			return fmt.Errorf("the list is empty")
		}
		return nil
	}
}

// hexKey reads a key. Its errors never quote the value.
func hexKey(p *[]byte) func(string) error {
	return func(v string) error {
		key, err := hex.DecodeString(v)
		if err != nil {
			return fmt.Errorf("the key is not hex")
		}
		if len(key) < 32 {
			return fmt.Errorf("the key has %d bytes; it needs 32 or more", len(key))
		}
		*p = key
		return nil
	}
}
