namespace StandIns.Protocol;

/// <summary>
/// Name of a list's elements on the wire (AWS Query and its XML): <c>Tags.Tag.1</c>,
/// <c>&lt;TagList&gt;&lt;Tag&gt;</c>. Without it the name is <c>member</c>, as the protocol says.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ListItemAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}

/// <summary>A member that AWS's .NET package has and the service's model has not; it is never sent.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NotOnWireAttribute : Attribute;

/// <summary>The error code, as the service sends it, that this exception is thrown for.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ErrorCodeAttribute(string code) : Attribute
{
    public string Code { get; } = code;
}

/// <summary>Where a request goes in REST-JSON: <c>GET /copy-jobs/{copyJobId}</c>, as the service's model writes it.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class RouteAttribute(string method, string path) : Attribute
{
    public string Method { get; } = method;

    public string Path { get; } = path;
}

/// <summary>A member that stands in the path, percent-encoded, where the route has its name in braces.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class InPathAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}

/// <summary>A member that stands in the query string, under this name.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class InQueryAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}

/// <summary>A token that makes a repeated request one request: where it is not set, a new GUID is sent.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class IdempotencyTokenAttribute : Attribute;
