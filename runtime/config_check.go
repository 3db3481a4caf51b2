package mcpruntime

import (
	"cmp"
	"errors"
	"fmt"
	"net/url"
	"reflect"
	"slices"
	"strings"

	"github.com/mcpgen/mcpgen/runtime/check"
	"github.com/mcpgen/mcpgen/runtime/internal/session"
)

// complete fills in defaults and names everything that is missing or contradictory.
func (c *Config) complete() error {
	var errs []error
	refuse := func(bad bool, field, problem string) {
		if bad {
			errs = append(errs, &ConfigError{field, problem})
		}
	}
	refuse(c.Name == "" || c.Version == "", "Name", "Name and Version are required")
	refuse(c.Resource != "" && c.Verifier == nil && !c.InsecureNoAuth, "Verifier",
		"serving HTTP (Resource) needs one, or InsecureNoAuth to do without")
	refuse(c.Verifier != nil && c.InsecureNoAuth, "InsecureNoAuth", "it contradicts Verifier")
	refuse(c.StdioToken != "" && c.Verifier == nil, "StdioToken", "it needs a Verifier")
	for field, value := range map[string]any{"Verifier": c.Verifier, "Audit": c.Audit, "EndedSessions": c.EndedSessions} {
		refuse(nilPointer(value), field, "it is a nil pointer")
	}
	refuse(c.Verifier != nil && !nilPointer(c.Verifier) && len(c.Verifier.Issuers()) == 0, "Verifier", "it names no issuer")
	refuse(slices.Contains(c.Checks, nil), "Checks", "it holds a nil check")
	refuse(slices.ContainsFunc(c.Checks, func(one check.Check) bool { return len(check.ArgTypes(one)) > 0 }), "Checks",
		"it holds a check on arguments: the server layer sees none")
	refuse(c.SessionKey != nil && len(c.SessionKey) < session.MinKeyBytes, "SessionKey", "it is shorter than 32 bytes")
	for _, origin := range c.AllowedOrigins {
		problem := originProblem(origin)
		refuse(problem != "", "AllowedOrigins", problem)
	}
	_, err := c.rolesPath()
	refuse(err != nil, "RolesClaim", fmt.Sprint(err))
	refuse(c.PageSize < 0, "PageSize", "it is negative")
	refuse(c.MaxBodyBytes < 0, "MaxBodyBytes", "it is negative")
	refuse(c.MaxItems < 0, "MaxItems", "it is negative")
	refuse(c.MaxReadBytes < 0, "MaxReadBytes", "it is negative")
	refuse(c.RecheckInterval < 0, "RecheckInterval", "it is negative")
	c.PageSize = cmp.Or(c.PageSize, defaultPageSize)
	c.MaxBodyBytes = cmp.Or(c.MaxBodyBytes, defaultMaxBodyBytes)
	c.MaxItems = cmp.Or(c.MaxItems, defaultMaxItems)
	c.MaxReadBytes = cmp.Or(c.MaxReadBytes, defaultMaxReadBytes)
	c.CheckTimeout = cmp.Or(c.CheckTimeout, defaultCheckTimeout)
	return errors.Join(errs...)
}

// nilPointer finds a nil pointer inside an interface that is not nil, as an ignored error leaves behind.
func nilPointer(v any) bool {
	of := reflect.ValueOf(v)
	return of.Kind() == reflect.Pointer && of.IsNil()
}

// originProblem says why no browser sends the text as its Origin (RFC 6454 section 6.2), or why it must not be allowed; ""
// if neither. An origin that never matches is a mistake that would be found by whom it locks out.
func originProblem(origin string) string {
	switch origin {
	case "*":
		return `"*" would let every site act for its visitors`
	case "null":
		return `"null" is the origin of every sandboxed frame`
	}
	u, err := url.Parse(origin)
	if err != nil || u.Host == "" || u.Scheme+"://"+u.Host != origin || strings.Contains(origin, "*") || strings.ToLower(origin) != origin ||
		u.Scheme == "https" && u.Port() == "443" || u.Scheme == "http" && u.Port() == "80" {
		return fmt.Sprintf("%q is no origin as browsers send it, as https://app.example.com", origin)
	}
	return ""
}

// rolesPath is RolesClaim as a path; nil for the default. A name in double quotes is one step, whatever it holds.
func (c *Config) rolesPath() ([]string, error) {
	if c.RolesClaim == "" {
		return nil, nil
	}
	var path []string
	for rest, more := c.RolesClaim, true; more; {
		var name string
		quoted, isQuoted := strings.CutPrefix(rest, `"`)
		if isQuoted {
			var closed bool
			if name, rest, closed = strings.Cut(quoted, `"`); !closed || rest != "" && rest[0] != '.' {
				return nil, fmt.Errorf("%q is no path of a claim: a quote is open", c.RolesClaim)
			}
			rest, more = strings.CutPrefix(rest, ".")
		} else {
			name, rest, more = strings.Cut(rest, ".")
		}
		if name == "" {
			return nil, fmt.Errorf("%q is no path of a claim: a name is empty", c.RolesClaim)
		}
		path = append(path, name)
	}
	return path, nil
}
