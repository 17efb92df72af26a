using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace StandIns.Tests;

/// <summary>An AWS service model, as botocore carries them: operations, shapes, errors.</summary>
internal sealed class ServiceModel(JsonElement json)
{
    public string Protocol => Metadata("protocol")!;

    public string? Metadata(string name) => Text(json.GetProperty("metadata"), name);

    public JsonElement? Operation(string name) => Find(json.GetProperty("operations"), name);

    public JsonElement Shape(string name) => json.GetProperty("shapes").GetProperty(name);

    /// <summary>Name and shape of every error that the service has.</summary>
    public IEnumerable<(string Name, JsonElement Shape)> Errors =>
        json.GetProperty("shapes")
            .EnumerateObject()
            .Where(shape => Find(shape.Value, "exception") is not null)
            .Select(shape => (shape.Name, shape.Value));

    /// <summary>The code that stands for an error on the wire.</summary>
    public static string ErrorCode(string name, JsonElement shape) =>
        (Find(shape, "error") is { } error ? Text(error, "code") : null) ?? name;

    public static JsonElement? Find(JsonElement json, string name) =>
        json.TryGetProperty(name, out var found) ? found : null;

    public static string? Text(JsonElement json, string name) => Find(json, name)?.GetString();

    /// <summary>The model with one thing changed: the value at a path like <c>shapes/DBSnapshot/members</c>; null removes it.</summary>
    public ServiceModel With(string path, string? value)
    {
        var copy = JsonNode.Parse(json.GetRawText())!;
        var steps = path.Split('/');
        var parent = steps[..^1].Aggregate(copy, (node, step) => node[step]!).AsObject();
        parent.Remove(steps[^1]);
        if (value is not null)
        {
            parent[steps[^1]] = value[0] is '[' or '{' ? JsonNode.Parse(value) : value;
        }

        return new(JsonSerializer.SerializeToElement(copy));
    }

    /// <summary>botocore's model; the test is skipped without botocore, and fails without it in CI.</summary>
    public static async Task<ServiceModel> LoadAsync(string service)
    {
        var versions = Directory.GetDirectories(Path.Combine(await Botocore.FolderAsync(), "data", service));
        var path = Path.Combine(versions.Max(StringComparer.Ordinal)!, "service-2.json");
        await using var file = File.OpenRead(File.Exists(path) ? path : path + ".gz");
        await using var text = File.Exists(path)
            ? (Stream)file
            : new GZipStream(file, CompressionMode.Decompress);
        return new((await JsonDocument.ParseAsync(text)).RootElement);
    }
}

/// <summary>The botocore of this machine, whose service models are the truth that the stand-ins are held against.</summary>
internal static class Botocore
{
    private static readonly Lazy<Task<string?>> Folder = new(async () =>
    {
        try
        {
            const string Where = "import botocore, os; print(os.path.dirname(botocore.__file__))";
            var (status, output) = await Repository.RunAsync(Repository.Root, "python3", ["-c", Where]);
            return status == 0 ? output.Trim() : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    });

    public static async Task<string> FolderAsync()
    {
        const string Missing = "python3 with botocore is needed: pip install botocore";
        var folder = await Folder.Value;
        if (folder is null)
        {
            Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true", Missing);
            Assert.Fail(Missing);
        }

        return folder!;
    }
}
