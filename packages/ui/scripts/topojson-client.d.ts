// topojson-client ships no types; this is the one function the map script calls.
declare module 'topojson-client' {
  import type { FeatureCollection, Geometry } from 'geojson'

  export function feature<Properties>(
    topology: unknown,
    collection: { type: 'GeometryCollection'; geometries: unknown[]; properties?: Properties },
  ): FeatureCollection<Geometry, Properties>
}
