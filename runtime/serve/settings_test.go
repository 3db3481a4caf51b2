package serve

import (
	"context"
	"errors"
	"flag"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/mcpgen/mcpgen/internal/test/leakcheck"
)

// caracal is a complete environment of the profile caracal; rows of the tables below change it.
var caracal = []string{
	"MCPGEN_HTTP_ADDR=127.0.0.1:0", "MCPGEN_RESOURCE=https://mcp.example.com/mcp", "MCPGEN_PROFILE=caracal",
	"MCPGEN_ISSUER=https://sts.example.com", "MCPGEN_ZONE=zone_prod", "MCPGEN_REVOCATION=insecure-memory",
}

// with returns caracal with entries replaced, added, or removed where the value is "-".
func with(changes ...string) []string {
	env := append([]string(nil), caracal...)
	for _, change := range changes {
		name, value, _ := strings.Cut(change, "=")
		var kept []string
		for _, entry := range env {
			if !strings.HasPrefix(entry, name+"=") {
				kept = append(kept, entry)
			}
		}
		env = kept
		if value != "-" {
			env = append(env, change)
		}
	}
	return env
}

func TestSettingsRefused(t *testing.T) {
	key := strings.Repeat("ab", 32)
	tests := []struct {
		name    string
		args    []string
		env     []string
		setting string // the setting that the error names
		problem string // part of what it says
	}{
		{"nothing at all", nil, nil, "-http", "nothing says how to serve"},
		{"no issuer", nil, with("MCPGEN_ISSUER=-"), "MCPGEN_ISSUER", "missing"},
		{"no profile", nil, with("MCPGEN_PROFILE=-"), "MCPGEN_PROFILE", "missing"},
		{"no resource", nil, with("MCPGEN_RESOURCE=-"), "MCPGEN_RESOURCE", "missing"},
		{"caracal without zone", nil, with("MCPGEN_ZONE=-"), "MCPGEN_ZONE", "needs it"},
		{"caracal without revocation", nil, with("MCPGEN_REVOCATION=-"), "MCPGEN_REVOCATION", "needs it"},
		{"zone of another profile", nil, with("MCPGEN_PROFILE=rfc9068"), "MCPGEN_ZONE", "profile caracal"},
		{"unknown name", nil, with("MCPGEN_REQUIRED_SCOPE=a"), "MCPGEN_REQUIRED_SCOPE", "no such setting"},
		{"empty value", nil, with("MCPGEN_REQUIRED_SCOPES="), "MCPGEN_REQUIRED_SCOPES", "empty"},
		{"empty list", nil, with("MCPGEN_REQUIRED_SCOPES= , "), "MCPGEN_REQUIRED_SCOPES", "empty"},
		{"not a boolean", nil, with("MCPGEN_REQUIRE_AGENT=yes"), "MCPGEN_REQUIRE_AGENT", "neither true nor false"},
		{"not a number", nil, with("MCPGEN_MAX_HOPS=many"), "MCPGEN_MAX_HOPS", "not a whole number"},
		{"unknown profile", nil, with("MCPGEN_PROFILE=oauth"), "MCPGEN_PROFILE", "none of caracal"},
		{"short session key", nil, with("MCPGEN_SESSION_KEY=abcd"), "MCPGEN_SESSION_KEY", "needs 32"},
		{"key that is not hex", nil, with("MCPGEN_SESSION_KEY=" + key + "zz"), "MCPGEN_SESSION_KEY", "not hex"},
		{"unknown revocation store", nil, with("MCPGEN_REVOCATION=memory"), "MCPGEN_REVOCATION", "neither"},
		{"redis without the stream key", nil, with("MCPGEN_REVOCATION=redis://127.0.0.1:6379"), "MCPGEN_STREAM_HMAC_KEY", "would not arrive"},
		{"stream key without streams", nil, with("MCPGEN_STREAM_HMAC_KEY=" + key), "MCPGEN_STREAM_HMAC_KEY", "profile caracal follows"},
		{"unknown audit", nil, with("MCPGEN_AUDIT=syslog"), "MCPGEN_AUDIT", "none of"},
		{"audit file without a path", nil, with("MCPGEN_AUDIT=file:"), "MCPGEN_AUDIT", "none of"},
		{"both transports", []string{"-stdio", "-http", "127.0.0.1:0"}, nil, "-stdio", "contradicts -http"},
		{"stdio token over http", nil, with("MCPGEN_STDIO_TOKEN=t"), "MCPGEN_STDIO_TOKEN", "this is HTTP"},
		{"no auth beside an issuer", nil, with("MCPGEN_INSECURE_NO_AUTH=true"), "MCPGEN_PROFILE", "contradicts"},
		{"no auth beside a requirement", nil, []string{"MCPGEN_HTTP_ADDR=127.0.0.1:0", "MCPGEN_INSECURE_NO_AUTH=true", "MCPGEN_REQUIRED_SCOPES=a"}, "MCPGEN_REQUIRED_SCOPES", "contradicts"},
		{"no auth over stdio", []string{"-stdio"}, []string{"MCPGEN_INSECURE_NO_AUTH=true"}, "MCPGEN_INSECURE_NO_AUTH", "stdio"},
		{"dev beside an issuer", []string{"-dev"}, []string{"MCPGEN_ISSUER=https://sts.example.com"}, "MCPGEN_ISSUER", "contradicts -dev"},
		{"dev on every interface", []string{"-dev", "-http", ":8080"}, nil, "-http", "not a loopback address"},
		{"dev on another machine's address", []string{"-dev", "-http", "192.0.2.1:80"}, nil, "-http", "not a loopback address"},
		{"dev over stdio", []string{"-dev", "-stdio"}, nil, "-dev", "contradicts -stdio"},
		{"claims without dev", []string{"-dev-claims", "{}"}, with(), "-dev-claims", "needs -dev"},
		{"stdio token without issuer", []string{"-stdio"}, []string{"MCPGEN_STDIO_TOKEN=t"}, "MCPGEN_ISSUER", "missing"},
		{"requirement on stdio without a token", []string{"-stdio"}, []string{"MCPGEN_REQUIRED_SCOPES=a"}, "MCPGEN_REQUIRED_SCOPES", "would ignore it"},
		{"recheck without a unit", nil, with("MCPGEN_RECHECK_INTERVAL=30"), "MCPGEN_RECHECK_INTERVAL", "30s"},
		{"recheck never", nil, with("MCPGEN_RECHECK_INTERVAL=0s"), "MCPGEN_RECHECK_INTERVAL", "positive"},
		{"recheck on stdio without a token", []string{"-stdio"}, []string{"MCPGEN_RECHECK_INTERVAL=30s"}, "MCPGEN_RECHECK_INTERVAL", "would ignore it"},
		{"unknown flag", []string{"-htpp", ":1"}, nil, "command line", "htpp"},
		{"stray argument", []string{"-dev", "serve"}, nil, "command line", `"serve"`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s, err := readSettings(tt.args, tt.env, leakcheck.Tee(nil), "test")
			var wrong *SettingError
			if !errors.As(err, &wrong) {
				t.Fatalf("got %v, want a SettingError", err)
			}
			if wrong.Setting != tt.setting || !strings.Contains(wrong.Problem, tt.problem) {
				t.Errorf("got %q, want %s: …%s…", err, tt.setting, tt.problem)
			}
			_ = s
		})
	}
}

// TestSettingsRefusedByTheServer: what the server finds wrong with its configuration is told in the user's words, too.
func TestSettingsRefusedByTheServer(t *testing.T) {
	for _, tt := range []struct{ name, env, setting, problem string }{
		{"every origin", "MCPGEN_ALLOWED_ORIGINS=*", "MCPGEN_ALLOWED_ORIGINS", "every site"},
		{"pattern of origins", "MCPGEN_ALLOWED_ORIGINS=https://*.example.com", "MCPGEN_ALLOWED_ORIGINS", "no origin"},
		{"resource over http", "MCPGEN_RESOURCE=http://mcp.example.com/mcp", "MCPGEN_RESOURCE", "https"},
		{"resource that is no URL", "MCPGEN_RESOURCE=mcp.example.com", "MCPGEN_RESOURCE", "absolute"},
		{"negative page size", "MCPGEN_PAGE_SIZE=-1", "MCPGEN_PAGE_SIZE", "negative"},
		{"path of a roles claim", "MCPGEN_ROLES_CLAIM=realm..roles", "MCPGEN_ROLES_CLAIM", "name is empty"},
		{"issuer over http", "MCPGEN_ISSUER=http://sts.example.com", "MCPGEN_ISSUER and the settings beside it", "https"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			defer cancel()
			err := Run(ctx, info, nil, with(tt.env, "MCPGEN_AUDIT=off"), Streams{strings.NewReader(""), leakcheck.Tee(nil), leakcheck.Tee(nil)}, register)
			var wrong *SettingError
			if !errors.As(err, &wrong) || wrong.Setting != tt.setting || !strings.Contains(wrong.Problem, tt.problem) {
				t.Errorf("got %v, want %s: …%s…", err, tt.setting, tt.problem)
			}
		})
	}
}

// TestWeakSettingsAreLogged: who runs the server reads what it does without.
func TestWeakSettingsAreLogged(t *testing.T) {
	for _, tt := range []struct {
		name, want string
		args, env  []string
	}{
		{"stdio without a token", "authorization is skipped", []string{"-stdio"}, nil},
		{"no audit", "MCPGEN_AUDIT=off", []string{"-stdio"}, []string{"MCPGEN_AUDIT=off"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var logged strings.Builder
			if err := Run(t.Context(), info, tt.args, tt.env, Streams{strings.NewReader(""), leakcheck.Tee(nil), &logged}, register); err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(logged.String(), "level=WARN") || !strings.Contains(logged.String(), tt.want) {
				t.Errorf("logged %q, want a warning with %q", &logged, tt.want)
			}
		})
	}
}

func TestSettingsAccepted(t *testing.T) {
	s, err := readSettings([]string{"-http", "127.0.0.1:1"}, with(
		"MCPGEN_REQUIRED_SCOPES=mcp:tool:call, extra", "MCPGEN_MAX_HOPS=-1", "MCPGEN_REQUIRE_AGENT=true", "OTHER=ignored",
	), leakcheck.Tee(nil), "test")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"mcp:tool:call", "extra"}, s.requiredScopes); diff != "" {
		t.Error(diff)
	}
	if s.httpAddr != "127.0.0.1:1" {
		t.Errorf("the flag does not override the environment: %s", s.httpAddr)
	}
	if s.maxHops != -1 || !s.requireAgent {
		t.Errorf("got maxHops %d, requireAgent %v", s.maxHops, s.requireAgent)
	}
}

func TestSettingErrorsDoNotQuoteSecrets(t *testing.T) {
	for _, entry := range []string{"MCPGEN_SESSION_KEY=hunter2", "MCPGEN_STREAM_HMAC_KEY=hunter2", "MCPGEN_REVOCATION=http://:hunter2@host"} {
		_, err := readSettings(nil, with(entry), leakcheck.Tee(nil), "test")
		if err == nil || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%s: %v", entry, err)
		}
	}
}

func TestHelpNamesEverySetting(t *testing.T) {
	var help strings.Builder
	if _, err := readSettings([]string{"-h"}, nil, &help, "test"); !errors.Is(err, flag.ErrHelp) {
		t.Fatal(err)
	}
	for _, row := range (&settings{}).table() {
		if row.env != "" && !strings.Contains(help.String(), row.env+"\n") {
			t.Errorf("%s is missing from the help", row.env)
		}
		if row.flag != "" && !strings.Contains(help.String(), "-"+row.flag) {
			t.Errorf("-%s is missing from the help", row.flag)
		}
	}
}
