using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using Amazon.Runtime;

namespace StandIns.Protocol;

/// <summary>One member of a request, a response or a structure in either, as reflection finds it.</summary>
public sealed class Member
{
    private static readonly ConcurrentDictionary<Type, Member[]> Known = new();

    private readonly PropertyInfo property;

    private Member(PropertyInfo property)
    {
        this.property = property;
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        IsList = type.IsGenericType && type.GetGenericTypeDefinition() == typeof(List<>);
        IsMap = type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Dictionary<,>);
        Type = IsList || IsMap ? type.GetGenericArguments()[^1] : type;
        ItemName = property.GetCustomAttribute<ListItemAttribute>()?.Name ?? "member";
        InPath = property.GetCustomAttribute<InPathAttribute>()?.Name;
        InQuery = property.GetCustomAttribute<InQueryAttribute>()?.Name;
        IsIdempotencyToken = property.IsDefined(typeof(IdempotencyTokenAttribute));
    }

    public string Name => property.Name;

    public bool IsList { get; }

    /// <summary>Whether it is a dictionary; its keys are strings.</summary>
    public bool IsMap { get; }

    /// <summary>The member's type without its nullability; of a list or map, the type of its values.</summary>
    public Type Type { get; }

    public string ItemName { get; }

    /// <summary>Its name in the path; null where it is not there.</summary>
    public string InPath { get; }

    /// <summary>Its name in the query string; null where it is not there.</summary>
    public string InQuery { get; }

    public bool InBody => InPath is null && InQuery is null;

    public bool IsIdempotencyToken { get; }

    /// <summary>The members that the type itself declares: what the base types of others add is not on the wire.</summary>
    public static IReadOnlyList<Member> Of(Type type) =>
        Known.GetOrAdd(
            type,
            static t =>
                [
                    .. t.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                        .Where(p => p.DeclaringType.Assembly == t.Assembly)
                        .Where(p => !p.IsDefined(typeof(NotOnWireAttribute)))
                        .Select(p => new Member(p)),
                ]
        );

    public object Get(object owner) => property.GetValue(owner);

    public void Set(object owner, object value) => property.SetValue(owner, value);

    public IList NewList() => (IList)Activator.CreateInstance(property.PropertyType);

    public IDictionary NewMap() => (IDictionary)Activator.CreateInstance(property.PropertyType);

    public static bool IsStructure(Type type) =>
        type.IsClass && type != typeof(string) && !typeof(ConstantClass).IsAssignableFrom(type);
}
