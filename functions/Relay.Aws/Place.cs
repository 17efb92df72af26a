namespace Relay.Aws;

/// <summary>As whom a call is made.</summary>
public enum Actor
{
    /// <summary>The function's own role, in the source account.</summary>
    Relay,

    /// <summary>The DR account's copier role: adds copies.</summary>
    Copier,

    /// <summary>The DR account's reader role: looks.</summary>
    Reader,
}

/// <summary>Where a call is made, and as whom.</summary>
public sealed record Place(Region Region, Actor Actor)
{
    /// <inheritdoc/>
    public override string ToString() =>
        Actor == Actor.Relay
            ? $"{Region}"
            : $"{Region} as the DR account's {Actor.ToString().ToLowerInvariant()}";
}
