using System.Collections.Concurrent;
using System.Diagnostics;
using LocalCloud.Kernel;
using Microsoft.AspNetCore.Http;

namespace LocalCloud.Lambda.Hosting;

/// <summary>
/// Runs functions as Lambda does: a process for each execution environment, with the function's own variables and its role's
/// credentials, speaking the Runtime API to this cloud. What a process calls is known by its access key.
/// </summary>
public sealed class ProcessHost : IFunctionHost, IUnsignedRoute, IKillsInvocations, IHearsLines, IDisposable
{
    private readonly ProcessHostOptions _options;
    private readonly Agenda _agenda;
    private readonly Credentials _credentials;
    private readonly IRoles _roles;
    private readonly EnvironmentPool _pool;
    private readonly RuntimeApi _api;
    private readonly ConcurrentDictionary<string, Lazy<FunctionLog>> _logs = new(StringComparer.Ordinal);
    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("lambda-home-");

    /// <summary>A host without any process yet.</summary>
    public ProcessHost(ProcessHostOptions options, Agenda agenda, Credentials credentials, IRoles roles)
    {
        ArgumentNullException.ThrowIfNull(options);
        (_options, _agenda, _credentials, _roles) = (options, agenda, credentials, roles);
        _pool = new EnvironmentPool(options.MaximumEnvironments);
        _api = new RuntimeApi(_pool);
    }

    /// <inheritdoc/>
    public async Task<InvocationResult> RunAsync(
        FunctionConfiguration function,
        string payload,
        string requestId
    )
    {
        try
        {
            while (true)
            {
                var environment = await _pool.AcquireAsync(function) ?? Start(function);
                lock (_agenda.Gate)
                {
                    _credentials.Bind(environment.Session.AccessKeyId, requestId);
                }

                var result = await environment.RunAsync(requestId, payload);
                _pool.Release(environment);
                if (result is not null)
                {
                    return result;
                }
            }
        }
#pragma warning disable CA1031 // Whatever keeps a process from starting is the invocation's error, not the cloud's end.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return new InvocationResult(
                LambdaRules.ErrorPayload("Runtime.StartFailed", e.Message),
                "Unhandled"
            );
        }
    }

    /// <inheritdoc/>
    public Action<FunctionConfiguration, string?, string>? Heard { get; set; }

    /// <inheritdoc/>
    public void Kill(string requestId) => _pool.RunningOf(requestId)?.Kill();

    /// <inheritdoc/>
    public bool Matches(string path) => RuntimeApi.Matches(path);

    /// <inheritdoc/>
    public Task HandleAsync(HttpContext context) => _api.HandleAsync(context);

    /// <summary>Ends all processes.</summary>
    public void Dispose()
    {
        _pool.Dispose();
        foreach (var log in _logs.Values)
        {
            log.Value.Dispose();
        }

        _home.Refresh();
        if (_home.Exists)
        {
            _home.Delete(recursive: true);
        }
    }

    private ExecutionEnvironment Start(FunctionConfiguration function)
    {
        var environment = Prepare(function);
        try
        {
            environment.Start();
            return environment;
        }
        catch
        {
            environment.Kill();
            _pool.Release(environment);
            throw;
        }
    }

    // The place that this call has is the environment's, or free again.
    private ExecutionEnvironment Prepare(FunctionConfiguration function)
    {
        try
        {
            var id = Guid.NewGuid().ToString("N");
            SessionCredentials session;
            lock (_agenda.Gate)
            {
                session = _roles.SessionFor(function.RoleArn, function.Name, _options.SessionDuration);
            }

            var variables = FunctionVariables.For(function, id, _options.Endpoint(), session, _home.FullName);
            foreach (var (name, value) in _options.Overrides)
            {
                variables.Remove(name);
                if (value is not null)
                {
                    variables.Add(name, value);
                }
            }

            var log = _logs
                .GetOrAdd(
                    function.Name,
                    name => new Lazy<FunctionLog>(() => new FunctionLog(_options.LogFolder, name))
                )
                .Value;
            return _pool.Started(
                new ExecutionEnvironment(
                    id,
                    function,
                    session,
                    StartInfo(function, variables),
                    log,
                    (invocation, line) => Heard?.Invoke(function, invocation, line),
                    _options.StartLimit
                )
            );
        }
        catch
        {
            _pool.GiveUp();
            throw;
        }
    }

    // As Lambda's own bootstrap does: the function's runtime configuration decides, for example whether JSON may use reflection.
    private static ProcessStartInfo StartInfo(
        FunctionConfiguration function,
        Dictionary<string, string> variables
    )
    {
        var folder = BuildOutput.Of(function.CodeFolder);
        var configuration = Path.Combine(folder, function.Handler.Split("::")[0] + ".runtimeconfig.json");
        if (!File.Exists(configuration))
        {
            throw new FileNotFoundException(
                $"The code of {function.Name} is not built: there is no {configuration}. Build {function.CodeFolder} in {BuildOutput.Configuration}."
            );
        }

        var start = new ProcessStartInfo(
            BuildOutput.DotNet,
            ["exec", "--runtimeconfig", configuration, BuildOutput.LambdaHost]
        )
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        return start;
    }
}
