package serve

import (
	"fmt"
	"net/url"
	"strings"

	"github.com/mcpgen/mcpgen/runtime/internal/loopback"
)

// check reports settings that contradict each other or leave out what another one needs. Nothing is guessed where
// trust depends on it.
func (s *settings) check() error {
	for _, step := range []func() error{s.checkTransport, s.checkDev, s.checkNoAuth, s.checkVerifier, s.checkAudit} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

func (s *settings) checkTransport() error {
	if s.dev && s.httpAddr == "" && !s.stdio {
		s.httpAddr = "127.0.0.1:8080"
	}
	switch {
	case s.stdio && s.given["-http"]:
		return &SettingError{"-stdio", "it contradicts -http", "serve one of them"}
	case s.stdio && s.given["MCPGEN_HTTP_ADDR"]:
		s.httpAddr = "" // the flag overrides the environment
	case !s.stdio && s.httpAddr == "":
		return &SettingError{"-http", "nothing says how to serve", "give -http ADDRESS or -stdio, or try -dev"}
	}
	if s.stdio && s.insecureNoAuth {
		return &SettingError{"MCPGEN_INSECURE_NO_AUTH", "it is about HTTP, and this is stdio", "leave it out: stdio skips authorization unless MCPGEN_STDIO_TOKEN is set"}
	}
	if !s.stdio && s.stdioToken != "" {
		return &SettingError{"MCPGEN_STDIO_TOKEN", "it is about stdio, and this is HTTP", "unset it, or serve with -stdio"}
	}
	return nil
}

func (s *settings) checkDev() error {
	if !s.dev {
		if s.devClaims != "" {
			return &SettingError{"-dev-claims", "it needs -dev", ""}
		}
		return nil
	}
	if s.stdio {
		return &SettingError{"-dev", "it contradicts -stdio", "stdio needs no token; leave out -dev"}
	}
	for _, name := range []string{"MCPGEN_ISSUER", "MCPGEN_JWKS_URL", "MCPGEN_ALGORITHMS", "MCPGEN_REVOCATION", "MCPGEN_INSECURE_NO_AUTH", "MCPGEN_RESOURCE", "MCPGEN_AUDIENCE", "MCPGEN_ZONE"} {
		if s.given[name] {
			return &SettingError{name, "it contradicts -dev, which brings its own", "unset it, or leave out -dev"}
		}
	}
	if !loopback.Address(s.httpAddr) {
		return &SettingError{"-http", fmt.Sprintf("%s is not a loopback address, and -dev serves nothing else", s.httpAddr), "use 127.0.0.1:PORT"}
	}
	return nil
}

func (s *settings) checkNoAuth() error {
	if !s.insecureNoAuth {
		return nil
	}
	for _, row := range s.table() {
		if s.given[row.env] && verifierSetting(row.env) {
			return &SettingError{row.env, "it contradicts MCPGEN_INSECURE_NO_AUTH, which verifies nobody", "unset one of them"}
		}
	}
	return nil
}

// verifierSetting reports whether a setting says whom to trust.
func verifierSetting(name string) bool {
	switch name {
	case "MCPGEN_PROFILE", "MCPGEN_ISSUER", "MCPGEN_AUDIENCE", "MCPGEN_ZONE", "MCPGEN_JWKS_URL", "MCPGEN_ALGORITHMS",
		"MCPGEN_REQUIRED_TARGETS", "MCPGEN_MAX_HOPS", "MCPGEN_REVOCATION", "MCPGEN_STREAM_HMAC_KEY", "MCPGEN_ROLES_CLAIM",
		"MCPGEN_RECHECK_INTERVAL":
		return true
	}
	return strings.HasPrefix(name, "MCPGEN_REQUIRE")
}

// verifies reports whether this run verifies tokens of a configured issuer.
func (s *settings) verifies() bool {
	return !s.dev && !s.insecureNoAuth && (!s.stdio || s.stdioToken != "")
}

func (s *settings) checkVerifier() error {
	if !s.verifies() {
		return s.checkIgnored()
	}
	switch {
	case s.issuer == "":
		return &SettingError{"MCPGEN_ISSUER", "it is missing: nothing says whose tokens to accept", "set it, or try -dev"}
	case s.profile == "":
		return &SettingError{"MCPGEN_PROFILE", "it is missing", "caracal, rfc9068 (OAuth access tokens) or jwt (servers that send no typ)"}
	case s.resource == "" && !s.stdio:
		return &SettingError{"MCPGEN_RESOURCE", "it is missing", "the URI that clients use, as https://mcp.example.com/mcp"}
	case s.resource == "" && s.audience == "":
		return &SettingError{"MCPGEN_AUDIENCE", "it is missing, and there is no MCPGEN_RESOURCE to take its place", ""}
	case s.profile == "caracal" && s.zone == "":
		return &SettingError{"MCPGEN_ZONE", "it is missing, and the profile caracal needs it", ""}
	case s.profile == "caracal" && s.revocation == "":
		return &SettingError{"MCPGEN_REVOCATION", "it is missing, and the profile caracal needs it", "redis://HOST:PORT, or insecure-memory for a single process"}
	case s.profile != "caracal" && s.zone != "":
		return &SettingError{"MCPGEN_ZONE", "it is about the profile caracal, and this is " + s.profile, ""}
	}
	return s.checkRevocation()
}

// checkIgnored refuses settings that would restrict callers, on a stdio server that restricts none.
func (s *settings) checkIgnored() error {
	if !s.stdio {
		return nil
	}
	for _, row := range s.table() {
		if s.given[row.env] && verifierSetting(row.env) {
			return &SettingError{row.env, "stdio without MCPGEN_STDIO_TOKEN verifies nobody and would ignore it", "set MCPGEN_STDIO_TOKEN, or unset it"}
		}
	}
	return nil
}

func (s *settings) checkRevocation() error {
	u, err := url.Parse(s.revocation)
	redis := s.revocation != "" && s.revocation != "insecure-memory"
	switch {
	case redis && (err != nil || u.Scheme != "redis" && u.Scheme != "rediss"):
		return &SettingError{"MCPGEN_REVOCATION", "it is neither a redis:// URL nor insecure-memory", ""} // may hold a password: not quoted
	case redis && s.profile == "caracal" && s.streamKey == nil:
		return &SettingError{"MCPGEN_STREAM_HMAC_KEY", "it is missing: without it Caracal's revocations would not arrive", "the key with which the deployment signs its streams"}
	case s.streamKey != nil && (!redis || s.profile != "caracal"):
		return &SettingError{"MCPGEN_STREAM_HMAC_KEY", "it is about the streams that the profile caracal follows in redis", "unset it"}
	}
	return nil
}

func (s *settings) checkAudit() error {
	if s.audit == "" || s.audit == "stderr" || s.audit == "off" || strings.HasPrefix(s.audit, "file:") && len(s.audit) > len("file:") {
		return nil
	}
	return &SettingError{"MCPGEN_AUDIT", fmt.Sprintf("%q is none of stderr, file:PATH and off", s.audit), ""}
}
