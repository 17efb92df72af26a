using System.Net;
using LocalCloud.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace LocalCloud.Gateway;

/// <summary>The front door for everyone else: HTTP/1.1 on 127.0.0.1.</summary>
public sealed class HttpFrontDoor : IAsyncDisposable
{
    private const int MaximumBody = 8 * 1024 * 1024;

    private readonly WebApplication _app;

    private HttpFrontDoor(WebApplication app, Uri address)
    {
        _app = app;
        Address = address;
    }

    /// <summary><c>http://127.0.0.1:PORT</c>, with the port that was taken when 0 was asked for.</summary>
    public Uri Address { get; }

    /// <summary>Opens the door.</summary>
    /// <param name="dispatcher">Answers AWS requests and <c>/_local/</c>.</param>
    /// <param name="routes">Answer first, unsigned.</param>
    /// <param name="port">0 for any free one.</param>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<HttpFrontDoor> OpenAsync(
        Dispatcher dispatcher,
        IReadOnlyList<IUnsignedRoute> routes,
        int port
    )
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Limits.MaxRequestBodySize = MaximumBody;
            options.Limits.MinRequestBodyDataRate = null;
            options.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http1);
        });
        var app = builder.Build();
        app.Run(context =>
            routes.FirstOrDefault(r => r.Matches(context.Request.Path.Value ?? "/")) is { } route
                ? route.HandleAsync(context)
                : HandleAsync(dispatcher, context)
        );
        await app.StartAsync();
        return new HttpFrontDoor(app, new Uri(app.Urls.First()));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await _app.StopAsync(patience.Token);
        await _app.DisposeAsync();
    }

    private static async Task HandleAsync(Dispatcher dispatcher, HttpContext context)
    {
        var outcome = await dispatcher.HandleAsync(await ReadAsync(context));
        if (outcome.Reply is not { } reply)
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted)
                .ContinueWith(_ => { }, TaskScheduler.Default);
            return;
        }

        context.Response.StatusCode = reply.Status;
        context.Response.ContentType = reply.ContentType;
        context.Response.ContentLength = reply.Body.Length;
        foreach (var (name, value) in reply.Headers)
        {
            context.Response.Headers[name] = value;
        }

        await context.Response.Body.WriteAsync(reply.Body);
    }

    private static async Task<AwsHttpRequest> ReadAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var cut = target.IndexOf('?', StringComparison.Ordinal);
        return new AwsHttpRequest(
            context.Request.Method,
            cut < 0 ? target : target[..cut],
            cut < 0 ? "" : target[(cut + 1)..],
            context.Request.Headers.ToDictionary(
                h => h.Key,
                h => h.Value.ToString(),
                StringComparer.OrdinalIgnoreCase
            ),
            body.ToArray()
        );
    }
}
