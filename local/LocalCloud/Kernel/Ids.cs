namespace LocalCloud.Kernel;

/// <summary>Ids from a seed, so that a run in virtual time can be repeated exactly.</summary>
public sealed class Ids(int seed)
{
#pragma warning disable CA5394 // Not for security: the point is that it repeats.
    private readonly Random _random = new(seed);

    /// <summary>A GUID-shaped id.</summary>
    public string NewGuid()
    {
        Span<byte> bytes = stackalloc byte[16];
        _random.NextBytes(bytes);
        return new Guid(bytes).ToString("D");
    }

    /// <summary>Random upper-case letters and digits.</summary>
    public string NewToken(int length) =>
        new(_random.GetItems<char>("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", length));

    /// <summary>A number in [0, 1).</summary>
    public double NextDouble() => _random.NextDouble();

    /// <summary>A number in [0, <paramref name="limit"/>).</summary>
    public int Next(int limit) => _random.Next(limit);
#pragma warning restore CA5394
}
