package serve

import (
	"errors"
	"io"
	"log/slog"

	mcpruntime "github.com/mcpgen/mcpgen/runtime"
	"github.com/mcpgen/mcpgen/runtime/check"
)

// Info is what the program says of itself and what the environment must not change.
type Info struct {
	// Name and Version identify the server to clients. Both are required.
	Name, Version string
	// Instructions tell a model how to use the server; "" sends none.
	Instructions string
	// Checks are the server layer: they apply to every component, beside its own policy.
	Checks []check.Check
	// MaskErrors keeps the text of the functions' errors from callers, as [mcpruntime.Config.MaskErrors] does. False:
	// callers read them.
	MaskErrors bool
}

// Streams are the standard streams of the program.
type Streams struct {
	In       io.Reader
	Out, Err io.Writer
}

// program is one run: its settings and what was opened for it.
type program struct {
	info     Info
	set      *settings
	std      Streams
	register []Register
	log      *slog.Logger
}

// server builds the server of config with every component registered.
func (p *program) server(config mcpruntime.Config) (*mcpruntime.Server, error) {
	config.Name, config.Version, config.Instructions = p.info.Name, p.info.Version, p.info.Instructions
	config.Checks = p.info.Checks
	config.PageSize, config.SessionKey = p.set.pageSize, p.set.sessionKey
	config.AllowedOrigins, config.RolesClaim = p.set.allowedOrigins, p.set.rolesClaim
	config.InsecureNoAuth, config.RecheckInterval = p.set.insecureNoAuth, p.set.recheckInterval
	config.Logger, config.MaskErrors = p.log, p.info.MaskErrors
	server, err := mcpruntime.New(config)
	if err != nil {
		return nil, asSetting(err)
	}
	for _, register := range p.register {
		if err := register(server); err != nil {
			return nil, err
		}
	}
	return server, nil
}

// asSetting names the setting behind a mistake in the configuration; what is not a setting stays as it is.
func asSetting(err error) error {
	var wrong *mcpruntime.ConfigError
	if !errors.As(err, &wrong) {
		return err
	}
	for field, name := range map[string]string{
		"Resource": "MCPGEN_RESOURCE", "AllowedOrigins": "MCPGEN_ALLOWED_ORIGINS", "RolesClaim": "MCPGEN_ROLES_CLAIM",
		"PageSize": "MCPGEN_PAGE_SIZE", "SessionKey": "MCPGEN_SESSION_KEY", "RecheckInterval": "MCPGEN_RECHECK_INTERVAL",
	} {
		if field == wrong.Field {
			return &SettingError{Setting: name, Problem: wrong.Problem}
		}
	}
	return err
}

// Register adds components to a server; generated RegisterMCP functions and methods are of this type.
type Register = func(*mcpruntime.Server) error
