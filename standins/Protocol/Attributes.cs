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
