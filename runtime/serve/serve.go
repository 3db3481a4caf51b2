package serve

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"syscall"

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

// Register adds components to a server; generated RegisterMCP functions and methods are of this type.
type Register = func(*mcpruntime.Server) error

// Streams are the standard streams of the program.
type Streams struct {
	In       io.Reader
	Out, Err io.Writer
}

// Main runs the server until SIGINT or SIGTERM and then exits: 0 after a clean shutdown, 1 when serving failed, 2 when
// a setting is wrong. It is a whole main function; programs that need more call [Run].
func Main(info Info, register ...Register) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := Run(ctx, info, os.Args[1:], os.Environ(), Streams{os.Stdin, os.Stdout, os.Stderr}, register...)
	stop()
	var wrong *SettingError
	switch {
	case err == nil, errors.Is(err, flag.ErrHelp):
		os.Exit(0)
	case errors.As(err, &wrong):
		fmt.Fprintln(os.Stderr, wrong.render(info.Name))
		os.Exit(2)
	default:
		fmt.Fprintf(os.Stderr, "%s: %v\n", info.Name, err)
		os.Exit(1)
	}
}

// Run serves until ctx ends, then shuts down gracefully and returns nil. args are the command line without the program
// name, environ the environment as [os.Environ] gives it. It returns a [*SettingError] when a setting is wrong and
// [flag.ErrHelp] after printing the help that was asked for.
func Run(ctx context.Context, info Info, args, environ []string, std Streams, register ...Register) error {
	if info.Name == "" || info.Version == "" {
		return errors.New("serve.Info needs a Name and a Version")
	}
	if len(register) == 0 {
		return errors.New("nothing to serve: pass the generated RegisterMCP functions to serve.Main")
	}
	set, err := readSettings(args, environ, std.Err, info.Name)
	if err != nil {
		return err
	}
	p := &program{info: info, set: set, std: std, register: register, log: slog.New(slog.NewTextHandler(std.Err, nil))}
	if set.stdio {
		return p.serveStdio(ctx)
	}
	return p.serveHTTP(ctx)
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
