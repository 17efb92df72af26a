using System.Collections.Immutable;
using LocalCloud.Kernel;

namespace LocalCloud.Policies;

/// <summary>
/// The condition keys of one request. A key is here with its values, here without a value (known not to be part of the request), or
/// not here: then nobody simulates it, and a condition on it must not be guessed. Key names ignore case.
/// </summary>
public sealed class PolicyContext
{
    private readonly ImmutableDictionary<string, ImmutableArray<string>> _keys;

    private PolicyContext(ImmutableDictionary<string, ImmutableArray<string>> keys) => _keys = keys;

    /// <summary>No key is known.</summary>
    public static PolicyContext Empty { get; } =
        new(ImmutableDictionary.Create<string, ImmutableArray<string>>(StringComparer.OrdinalIgnoreCase));

    /// <summary>The global keys of a call that a principal makes itself.</summary>
    public static PolicyContext Of(Caller caller, string region)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return Empty
            .With("aws:PrincipalArn", caller.PrincipalArn)
            .With("aws:PrincipalAccount", caller.AccountId)
            .With("aws:RequestedRegion", region)
            .With("aws:PrincipalIsAWSService", "false")
            .With("aws:ViaAWSService", "false")
            .With("aws:SecureTransport", "true")
            .Without("aws:CalledVia", "aws:SourceArn", "aws:SourceAccount", "aws:PrincipalServiceName");
    }

    /// <summary>With a key of one or more values; replaces what the key had.</summary>
    public PolicyContext With(string key, params string[] values) => new(_keys.SetItem(key, [.. values]));

    /// <summary>With keys that are known not to be part of the request.</summary>
    public PolicyContext Without(params string[] keys) =>
        new(_keys.SetItems(keys.Select(k => KeyValuePair.Create(k, ImmutableArray<string>.Empty))));

    /// <summary>False when the key is not simulated.</summary>
    internal bool TryGet(string key, out ImmutableArray<string> values) => _keys.TryGetValue(key, out values);
}
